namespace KnowledgeApi.Hosting.Mcp;

/// <summary>The tools for a local agent, over standard input and output; everything else goes to standard error.</summary>
public static class StdioHost
{
    public static bool IsAskedFor(string[] args) => args.Contains(Switches.Stdio);

    public static Task<int> RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                Args = Switches.Read(args),
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddFeatures();
        builder.Services.AddSingleton(new LocalLearner(builder.Configuration["KNOWLEDGE_LEARNER_KEY"]));
        builder.Services.AddKnowledgeMcp().WithStdioServerTransport();
        return builder.Build().RunToEndAsync();
    }
}
