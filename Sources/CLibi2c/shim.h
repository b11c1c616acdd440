// libi2c's header wants the kernel's types first. ioctl() is variadic, so Swift needs these wrappers.
#include <stdint.h>
#include <sys/ioctl.h>
#include <linux/i2c.h>
#include <linux/i2c-dev.h>
#include <i2c/smbus.h>
