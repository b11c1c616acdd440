// How large a terminal is: ioctl() is variadic, and Swift can't call it.
#include <errno.h>
#include <sys/ioctl.h>

// The size in characters of the terminal behind the descriptor; 0 or a negative errno. A terminal that
// doesn't know its size says 0 times 0.
static inline int soleus_terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return -errno;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}
