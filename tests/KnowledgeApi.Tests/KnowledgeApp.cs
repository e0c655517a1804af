using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KnowledgeApi.Tests;

/// <summary>The real service on a content folder, with the settings given.</summary>
public class KnowledgeApp : WebApplicationFactory<Program>
{
    readonly string folder = Directory.CreateTempSubdirectory("learners-").FullName;
    (string Key, string Value)[] settings = [];

    public static KnowledgeApp With(params (string Key, string Value)[] settings) => new() { settings = settings };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Content:Path", Repository.Content);
        builder.UseSetting("RateLimits:Enabled", "false");
        // Else starts and stops of a hundred hosts bury what a run has to say.
        builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
        builder.UseSetting(
            "ConnectionStrings:Learners",
            $"Data Source={Path.Combine(folder, "learners.db")};Pooling=False"
        );
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Where the tests find what is served.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Content => Path.Combine(Root, "content");

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "KnowledgeApi.sln")))
            folder = Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("no repository");
        return folder;
    }
}
