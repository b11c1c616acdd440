#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// KISS FFT's class template in double precision, which Debian's package brings as a header only.
typedef struct soleus_fft soleus_fft;

/// A plan for complex transforms of `length` values; NULL where there is no memory for it.
soleus_fft *soleus_fft_create(size_t length);

/// Frees a plan.
void soleus_fft_destroy(soleus_fft *plan);

/// out[k] = sum of in[n] exp(-2 pi i k n / length). Both hold `length` pairs of real and imaginary part and
/// must not overlap.
void soleus_fft_forward(soleus_fft *plan, const double *in, double *out);

#ifdef __cplusplus
}
#endif
