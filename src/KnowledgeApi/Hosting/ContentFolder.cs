namespace KnowledgeApi.Hosting;

/// <summary>Finds a relative content path from wherever the service was started.</summary>
public static class ContentFolder
{
    public static string Resolve(string path) =>
        Roots().Select(root => Path.GetFullPath(path, root)).FirstOrDefault(Directory.Exists) ?? Path.GetFullPath(path);

    private static IEnumerable<string> Roots()
    {
        yield return Directory.GetCurrentDirectory();
        yield return AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "KnowledgeApi.sln")))
                yield return folder.FullName;
    }
}
