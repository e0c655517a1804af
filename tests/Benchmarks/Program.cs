using BenchmarkDotNet.Running;
using Benchmarks.Ratios;
using Benchmarks.Search;

if (args is ["reachability", ..])
    ReachabilityRatios.Run();
else if (args is ["ratios", ..])
    SimulatorRatios.Run();
else if (args is ["targets", ..])
    SimulatorRatios.ByTarget();
else if (args is ["timelines", ..])
    TimelineFigures.Run();
else if (args is ["search", .. var options])
    SearchReport.Run(options);
else
    BenchmarkSwitcher.FromAssembly(typeof(Rounds).Assembly).Run(args);
