namespace KnowledgeApi.Hosting;

/// <summary>Arguments without a value: read as settings they would swallow the next argument.</summary>
public static class Switches
{
    public const string Stdio = "--stdio";
    public const string Watch = "--watch";

    /// <summary>The arguments as settings.</summary>
    public static string[] Read(string[] args) =>
        [.. args.Where(arg => arg != Stdio).Select(arg => arg == Watch ? "--Content:Watch=true" : arg)];
}
