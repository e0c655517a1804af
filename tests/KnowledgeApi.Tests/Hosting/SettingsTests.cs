using System.Diagnostics;
using System.Net;

namespace KnowledgeApi.Tests.Hosting;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Content:Path", "no-such-folder")]
    [InlineData("Public:BaseUrl", "ftp://files.example")]
    [InlineData("Public:TrustedProxies", "10.0.0.0/8, example")]
    [InlineData("Embedding:FrameAncestors", "https://a.example\r\nX-Injected: 1")]
    [InlineData("Mcp:AllowedOrigins", "chat.example")]
    [InlineData("RateLimits:PerSecond", "0")]
    [InlineData("RateLimits:Burst", "many")]
    [InlineData("Limits:RequestBody", "-1")]
    [InlineData("Storage:Provider", "Oracle")]
    [InlineData("Storage:Provider", "PostgreSql", "ConnectionStrings:Learners")]
    [InlineData("ConnectionStrings:Learners", "Date Source=learners.db")]
    [InlineData("Oidc:Authority", "login.example")]
    [InlineData("Oidc:Authority", "https://login.example")]
    public async Task ASettingThatCannotWork_StopsTheStart_AndIsNamed(string key, string value, string? named = null)
    {
        var (exitCode, error) = await RunAsync($"--{key}={value}");
        Assert.Equal(1, exitCode);
        Assert.Contains((named ?? key).Split(':')[1], error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACallerOverItsRate_IsToldWhenToComeBack()
    {
        using var app = KnowledgeApp.With(
            ("RateLimits:Enabled", "true"),
            ("RateLimits:Burst", "3"),
            ("RateLimits:PerSecond", "1")
        );
        using var client = app.CreateClient();
        // So many at once that a second's worth more is let through on no machine.
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => client.GetAsync("/nowhere", TestContext.Current.CancellationToken))
        );
        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.NotFound).ToList();
        Assert.InRange(refused.Count, 1, 97);
        await refused[0].ProblemAsync(429);
        Assert.NotNull(refused[0].Headers.RetryAfter?.Delta);
        var probe = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
    }

    [Fact]
    public async Task ListedOrigins_ReplaceThisMachines()
    {
        using var app = KnowledgeApp.With(("Mcp:AllowedOrigins", "https://chat.example"));
        using var client = app.CreateClient();
        var listed = await client.SendAsync(HttpMethod.Post, "/mcp", "{}", headers: ("Origin", "https://CHAT.example"));
        Assert.NotEqual(HttpStatusCode.Forbidden, listed.StatusCode);
        var local = await client.SendAsync(HttpMethod.Post, "/mcp", "{}", headers: ("Origin", "http://localhost:1"));
        await local.ProblemAsync(403);
    }

    static async Task<(int ExitCode, string Error)> RunAsync(string setting)
    {
        string[] arguments =
        [
            typeof(Program).Assembly.Location,
            "--urls=http://127.0.0.1:0",
            $"--Content:Path={Repository.Content}",
            setting,
        ];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        process.BeginOutputReadLine();
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
