// Every device call on I2C that libi2c doesn't offer goes through here: ioctl() is variadic, and Swift
// can't call it. A call that a signal interrupts is made again. Results are 0 or a negative errno, as
// libi2c's are.
#include <errno.h>
#include <stdint.h>
#include <sys/ioctl.h>
// libi2c's header wants the kernel's types first.
#include <linux/i2c.h>
#include <linux/i2c-dev.h>
#include <i2c/smbus.h>

static inline int soleus_i2c_ioctl(int descriptor, unsigned long request, unsigned long argument) {
  int result;
  do {
    result = ioctl(descriptor, request, argument);
  } while (result < 0 && errno == EINTR);
  return result < 0 ? -errno : result;
}

// What the adapter can do, as a mask of I2C_FUNC_*.
static inline int soleus_i2c_functionality(int descriptor, unsigned long *mask) {
  return soleus_i2c_ioctl(descriptor, I2C_FUNCS, (unsigned long)mask);
}

// Binds the descriptor to one address; -EBUSY where a kernel driver holds it. Never forced.
static inline int soleus_i2c_select(int descriptor, uint16_t address) {
  return soleus_i2c_ioctl(descriptor, I2C_SLAVE, address);
}

// One transfer of one or two messages with a repeated start between them; nothing is read where
// `readLength` is 0.
static inline int soleus_i2c_transfer(int descriptor, uint16_t address, uint8_t *written,
                                      uint16_t writtenLength, uint8_t *read, uint16_t readLength) {
  struct i2c_msg messages[2] = {
      {.addr = address, .flags = 0, .len = writtenLength, .buf = written},
      {.addr = address, .flags = I2C_M_RD, .len = readLength, .buf = read},
  };
  unsigned count = readLength > 0 ? 2 : 1;
  struct i2c_rdwr_ioctl_data transfer = {.msgs = messages, .nmsgs = count};
  int done = soleus_i2c_ioctl(descriptor, I2C_RDWR, (unsigned long)&transfer);
  if (done < 0) return done;
  return done == (int)count ? 0 : -EIO;
}
