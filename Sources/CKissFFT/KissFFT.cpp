#include "CKissFFT.h"

#include <kissfft/kissfft.hh>
#include <new>

struct soleus_fft {
  kissfft<double> transform;
  explicit soleus_fft(size_t length) : transform(length, false) {}
};

soleus_fft *soleus_fft_create(size_t length) {
  try {
    return new soleus_fft(length);
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

void soleus_fft_destroy(soleus_fft *plan) { delete plan; }

void soleus_fft_forward(soleus_fft *plan, const double *in, double *out) {
  // std::complex<double> is laid out as two doubles (C++ standard, [complex.numbers]).
  plan->transform.transform(reinterpret_cast<const std::complex<double> *>(in),
                            reinterpret_cast<std::complex<double> *>(out));
}
