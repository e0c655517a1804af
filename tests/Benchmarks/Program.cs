using System.Globalization;
using BenchmarkDotNet.Running;
using Benchmarks.Content;
using Benchmarks.Grading;
using Benchmarks.Mcp;
using Benchmarks.Practice;
using Benchmarks.Ratios;
using Benchmarks.Search;

if (args is ["reachability", ..])
    ReachabilityRatios.Run();
else if (args is ["ratios", ..])
    SimulatorRatios.Run();
else if (args is ["targets", var count])
    SimulatorRatios.ByTarget(int.Parse(count, CultureInfo.InvariantCulture));
else if (args is ["targets"])
    SimulatorRatios.ByTarget();
else if (args is ["timelines", ..])
    TimelineFigures.Run();
else if (args is ["content", .. var rounds])
    await StartReport.RunAsync(rounds);
else if (args is ["search-speed", ..])
    SearchSpeed.Run();
else if (args is ["search", .. var options])
    SearchReport.Run(options);
else if (args is ["mcp", ..])
    await McpRatios.RunAsync();
else if (args is ["mcp-bare", var address, var payloads])
    BareServer.Run(address, payloads);
else if (args is ["practice", ..])
    await PracticeRatios.RunAsync();
else if (args is ["hand-written", var listening, var database])
    HandWrittenService.Run(listening, database);
else if (args is ["grading", .. var wanted])
    GradingReport.Run(SearchReport.Root(), wanted);
else
    BenchmarkSwitcher.FromAssembly(typeof(Rounds).Assembly).Run(args);
