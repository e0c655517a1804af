using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeApi.Tests.Mcp.Conformance;

/// <summary>The product's own host and middleware on a port, with the fixtures that the suite calls beside the product's tools.</summary>
public sealed class ConformanceApp : KnowledgeApp
{
    public ConformanceApp()
    {
        UseKestrel(0);
        StartServer();
        Address = new Uri($"http://127.0.0.1:{ClientOptions.BaseAddress.Port}/mcp");
    }

    public Uri Address { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
            services
                .AddMcpServer()
                .WithTools<FixtureTools>()
                .WithTools<FixtureInputTools>()
                .WithTools([FixtureTools.WithSchema()])
                .WithResources<FixtureResources>()
                .WithPrompts<FixturePrompts>()
        );
    }
}

/// <summary>The protocol's official suite against the real host.</summary>
public sealed class ConformanceTests(ConformanceApp app, NodeTools node)
    : IClassFixture<ConformanceApp>,
        IClassFixture<NodeTools>
{
    [Fact]
    public async Task EveryRequirement_Of20260728_IsMet()
    {
        var (exitCode, output) = await node.RunAsync(
            "conformance",
            ["server", "--url", app.Address.ToString(), "--requirements", "2026-07-28"]
        );
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task EveryRequirement_Of20251125_IsMet_ButThoseThatNeedASession()
    {
        var excepted = Path.Combine(NodeTools.Pins, "excepted-2025-11-25.yaml");
        var (exitCode, output) = await node.RunAsync(
            "conformance",
            ["server", "--url", app.Address.ToString(), "--requirements", "2025-11-25", "--expected-failures", excepted]
        );
        Assert.True(exitCode == 0, output);
    }
}
