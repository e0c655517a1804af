using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace KnowledgeApi.Tests.Mcp.Conformance;

/// <summary>The protocol's own tools, installed once by npm as package-lock.json pins them.</summary>
public sealed class NodeTools : IAsyncLifetime
{
    /// <summary>Where the pins and the exceptions stand.</summary>
    public static readonly string Pins = Path.Combine(Repository.Root, "tests/KnowledgeApi.Tests/Mcp/Conformance");

    // Once for all test classes.
    static readonly Lazy<Task<Installation>> Installing = new(InstallAsync);

    sealed record Installation(string Folder, string? Missing);

    Installation installed = new("", null);

    public async ValueTask InitializeAsync() => installed = await Installing.Value;

    static async Task<Installation> InstallAsync()
    {
        var pinned = await File.ReadAllBytesAsync(Path.Combine(Pins, "package-lock.json"));
        var name = Convert.ToHexStringLower(SHA256.HashData(pinned))[..12];
        var folder = Path.Combine(Path.GetTempPath(), $"knowledge-api-node-{name}");
        if (Directory.Exists(folder))
            return new(folder, null);
        var fresh = Directory.CreateTempSubdirectory("knowledge-api-node-").FullName;
        foreach (var file in (string[])["package.json", "package-lock.json"])
            File.Copy(Path.Combine(Pins, file), Path.Combine(fresh, file));
        try
        {
            var (exitCode, output) = await RunAsync(fresh, "npm", ["ci", "--no-audit", "--no-fund"]);
            if (exitCode != 0)
                return new(fresh, $"npm could not install the tools: {output}");
            Directory.Move(fresh, folder);
            return new(folder, null);
        }
        catch (Win32Exception e)
        {
            return new(fresh, $"npm does not run here: {e.Message}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a tool; where there is no npm the test is skipped, unless this is the build that must have it.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string tool, params string[] arguments)
    {
        var (folder, missing) = installed;
        if (missing is not null && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing);
        Assert.SkipWhen(missing is not null, missing ?? "");
        return RunAsync(folder, Path.Combine(folder, "node_modules/.bin", tool), arguments);
    }

    static async Task<(int ExitCode, string Output)> RunAsync(string workingFolder, string command, string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The suite needs a newer Node.js than many machines have.
        start.Environment["PATH"] =
            $"{Path.Combine(workingFolder, "node_modules/.bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await errors);
    }
}
