using BenchmarkDotNet.Running;
using Benchmarks.Ratios;

if (args is ["ratios", ..])
    SimulatorRatios.Run();
else if (args is ["targets", ..])
    SimulatorRatios.ByTarget();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
