import ArgumentParser

@main
struct Soleus: ParsableCommand {}
