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
        for (var i = 0; i < 3; i++)
            await client.GetAsync("/nowhere", TestContext.Current.CancellationToken);
        var last = await client.GetAsync("/nowhere", TestContext.Current.CancellationToken);
        await last.ProblemAsync(429);
        Assert.NotNull(last.Headers.RetryAfter?.Delta);
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
        var before = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            string[] args = ["--urls=http://127.0.0.1:0", "--Content:Path=content", setting];
            var main = typeof(Program).Assembly.EntryPoint!;
            var exitCode = await Task.Run(() => (int)main.Invoke(null, [args])!, TestContext.Current.CancellationToken);
            return (exitCode, error.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
