// Plays the kernel's part for LinuxSensorsProbe: preloaded, it answers the device calls of one process.
//
// /dev/i2c-77 is an adapter with one chip at 0x68 that has 256 plain registers, each holding its own
// number at first. Environment:
//   FAKE_I2C_REGISTERS      registers that hold something else at first: 75=68,3a=01
//   FAKE_I2C_FUNCTIONALITY  the adapter's I2C_FUNC_* mask, in hexadecimal
//   FAKE_I2C_HELD           an address that a kernel driver holds, in hexadecimal
//   FAKE_I2C_AWAY           after so many combined transfers nobody answers for so many ms: 150,2000
//   FAKE_EVDEV_READS        the event node is unplugged after so many reads that gave something
//   FAKE_TRACE              every device call is appended to this file, a line each
//
// On an event node it takes the two calls that umockdev doesn't know: the clock and the axes' fuzz.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <linux/input.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CHIP = 0x68 };

static int adapter = -1, selected = -1, events = -1;
static uint8_t registers[256];

static void trace(const char *format, ...) {
  const char *path = getenv("FAKE_TRACE");
  FILE *file = path ? fopen(path, "a") : NULL;
  if (!file) return;
  va_list arguments;
  va_start(arguments, format);
  vfprintf(file, format, arguments);
  va_end(arguments);
  fclose(file);
}

static long number(const char *name, int base, long otherwise) {
  const char *text = getenv(name);
  return text ? strtol(text, NULL, base) : otherwise;
}

static int fail(int code) {
  errno = code;
  return -1;
}

static int is_away(void) {
  static long transfers, left_at;
  long after, duration;
  const char *text = getenv("FAKE_I2C_AWAY");
  if (!text || sscanf(text, "%ld,%ld", &after, &duration) != 2) return 0;
  if (++transfers <= after) return 0;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  long milliseconds = now.tv_sec * 1000 + now.tv_nsec / 1000000;
  if (!left_at) left_at = milliseconds;
  return milliseconds - left_at < duration;
}

static int combined(struct i2c_rdwr_ioctl_data *transfer) {
  uint8_t pointer = 0;
  if (is_away()) return fail(EREMOTEIO);
  trace("I2C_RDWR");
  for (unsigned m = 0; m < transfer->nmsgs; m++) {
    struct i2c_msg *message = &transfer->msgs[m];
    trace(" %s%u", message->flags & I2C_M_RD ? "r" : "w", message->len);
    if (!(message->flags & I2C_M_RD)) {
      for (unsigned i = 0; i < message->len; i++) trace(":%02x", message->buf[i]);
    }
    if (message->addr != CHIP) return trace("\n"), fail(EREMOTEIO);
    for (unsigned i = 0; i < message->len; i++) {
      if (message->flags & I2C_M_RD) message->buf[i] = registers[pointer++];
      else if (i == 0) pointer = message->buf[0];
      else registers[pointer++] = message->buf[i];
    }
  }
  trace("\n");
  return (int)transfer->nmsgs;
}

static int smbus(struct i2c_smbus_ioctl_data *call) {
  int reads = call->read_write == I2C_SMBUS_READ;
  // libi2c asks for a full block by a size of its own, as old kernels knew no other.
  int isFull = call->size == I2C_SMBUS_I2C_BLOCK_BROKEN;
  int isBlock = isFull || call->size == I2C_SMBUS_I2C_BLOCK_DATA;
  int length = isFull ? I2C_SMBUS_BLOCK_MAX : isBlock ? call->data->block[0] : 1;
  uint8_t *bytes = isBlock ? call->data->block + 1 : &call->data->byte;
  trace("I2C_SMBUS %s size %u register %02x length %d\n", reads ? "read" : "write", call->size,
        call->command, length);
  if (selected != CHIP) return fail(ENXIO);
  if (!isBlock && call->size != I2C_SMBUS_BYTE_DATA) return fail(EOPNOTSUPP);
  if (isFull) call->data->block[0] = I2C_SMBUS_BLOCK_MAX;
  for (int i = 0; i < length; i++) {
    uint8_t *cell = &registers[(uint8_t)(call->command + i)];
    if (reads) bytes[i] = *cell;
    else *cell = bytes[i];
  }
  return 0;
}

static void fill(void) {
  for (int i = 0; i < 256; i++) registers[i] = (uint8_t)i;
  const char *text = getenv("FAKE_I2C_REGISTERS");
  unsigned number, value;
  while (text && sscanf(text, "%x=%x", &number, &value) == 2) {
    registers[number & 0xFF] = (uint8_t)value;
    text = strchr(text, ',');
    if (text) text++;
  }
}

int open(const char *path, int flags, ...) {
  static int (*next)(const char *, int, ...);
  if (!next) next = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  if (strcmp(path, "/dev/i2c-77") == 0) {
    fill();
    return adapter = next("/dev/null", flags);
  }
  va_list arguments;
  va_start(arguments, flags);
  int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, int) : 0;
  va_end(arguments);
  return next(path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

// Whether what was read ends with a frame's end.
static int is_whole(const void *bytes, ssize_t length) {
  struct input_event last;
  if (length < (ssize_t)sizeof last) return 1;
  memcpy(&last, (const char *)bytes + length - sizeof last, sizeof last);
  return last.type == EV_SYN && last.code == SYN_REPORT;
}

ssize_t read(int descriptor, void *bytes, size_t length) {
  static ssize_t (*next)(int, void *, size_t);
  static long given;
  if (!next) next = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  if (descriptor != events || events < 0) return next(descriptor, bytes, length);
  if (given >= number("FAKE_EVDEV_READS", 10, 1 << 30)) return fail(ENODEV);
  ssize_t result = next(descriptor, bytes, length);
  // The kernel hands out whole frames (evdev.c, evdev_fetch_next_event); the mock writes event by event.
  for (int tries = 0; result > 0 && (size_t)result < length && !is_whole(bytes, result) && tries < 1000;
       tries++) {
    ssize_t more = next(descriptor, (char *)bytes + result, length - result);
    if (more > 0) result += more; else usleep(1000);
  }
  if (result > 0) given++;
  return result;
}

int ioctl(int descriptor, unsigned long request, ...) {
  static int (*next)(int, unsigned long, ...);
  if (!next) next = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);

  if (request == EVIOCSCLOCKID) {
    events = descriptor;
    trace("EVIOCSCLOCKID %d\n", *(int *)argument);
    return 0;
  }
  for (int axis = ABS_X; axis <= ABS_HAT1Y; axis++) {
    if (request == EVIOCSABS(axis)) {
      trace("EVIOCSABS %02x fuzz %d\n", axis, ((struct input_absinfo *)argument)->fuzz);
      return 0;
    }
  }
  if (descriptor != adapter || adapter < 0) return next(descriptor, request, argument);
  switch (request) {
  case I2C_FUNCS:
    *(unsigned long *)argument = (unsigned long)number("FAKE_I2C_FUNCTIONALITY", 16, 0);
    return 0;
  case I2C_SLAVE:
    selected = (int)(intptr_t)argument;
    trace("I2C_SLAVE %02x\n", selected);
    return selected == number("FAKE_I2C_HELD", 16, -1) ? fail(EBUSY) : 0;
  case I2C_SMBUS: return smbus(argument);
  case I2C_RDWR: return combined(argument);
  default: return trace("unexpected request %lx\n", request), fail(ENOTTY);
  }
}
