namespace KnowledgeApi.Hosting.Mcp;

/// <summary>The tools for a local agent, over standard input and output; everything else goes to standard error.</summary>
public static class StdioHost
{
    private const string Switch = "--stdio";

    public static bool IsAskedFor(string[] args) => args.Contains(Switch);

    public static Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                // Read as an option it would swallow the next argument.
                Args = [.. args.Where(arg => arg != Switch)],
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddFeatures();
        builder.Services.AddKnowledgeMcp().WithStdioServerTransport();
        return builder.Build().RunToEndAsync();
    }
}
