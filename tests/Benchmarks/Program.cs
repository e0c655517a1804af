using BenchmarkDotNet.Running;
using Benchmarks.Ratios;

if (args is ["ratios", ..])
    SimulatorRatios.Run();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
