using BenchmarkDotNet.Running;
using TlsDissect.Benchmarks.Workloads;

// captures and memory are for bench/run. Anything else: BenchmarkDotNet's own arguments, as --filter '*Prf*'.
if (args is ["captures", .. string[] rest]) return CaptureMaker.Run(rest);
if (args is ["memory", .. string[] probed]) return MemoryProbe.Run(probed);
BenchmarkSwitcher.FromAssembly(typeof(CaptureMaker).Assembly).Run(args);
return 0;
