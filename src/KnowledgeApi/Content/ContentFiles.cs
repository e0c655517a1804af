using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeApi.Content;

/// <summary>The files of a content folder that the library is made of.</summary>
internal sealed record ContentFiles(IReadOnlyList<SourceFile> Files, string Revision)
{
    private static readonly string[] Endings = [".md", ".txt", ".yaml", ".yml"];

    /// <param name="wanted">Which files; all where it is null. The revision is that of all only then.</param>
    public static ContentFiles Read(
        string root,
        LoadOptions options,
        ConcurrentBag<ContentProblem> problems,
        Func<string, bool>? wanted = null
    )
    {
        var paths = Paths(root, problems);
        if (wanted is not null)
            paths.RemoveAll(path => !wanted(path));
        var files = new SourceFile?[paths.Count];
        var hashes = new string[paths.Count];
        Parallel.For(0, paths.Count, i => (files[i], hashes[i]) = Read(root, paths[i], options, problems));
        return new ContentFiles([.. files.OfType<SourceFile>()], Combine(paths, hashes));
    }

    /// <summary>The revision that a library of the folder would have, without reading what the files say.</summary>
    public static string RevisionOf(string root, LoadOptions options)
    {
        var problems = new ConcurrentBag<ContentProblem>();
        var paths = Paths(root, problems);
        var hashes = new string[paths.Count];
        Parallel.For(
            0,
            paths.Count,
            i => hashes[i] = Bytes(root, paths[i], options, problems) is { } bytes ? Hash(bytes) : ""
        );
        return Combine(paths, hashes);
    }

    private static List<string> Paths(string root, ConcurrentBag<ContentProblem> problems)
    {
        try
        {
            var enumeration = new EnumerationOptions
            {
                RecurseSubdirectories = true,
                IgnoreInaccessible = true,
                AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
            };
            return
            [
                .. Directory
                    .EnumerateFiles(root, "*", enumeration)
                    .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                    .Where(path => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(
                new("", 1, ProblemSeverity.Error, $"The content folder \"{root}\" cannot be read: {e.Message}")
            );
            return [];
        }
    }

    private static (SourceFile?, string) Read(
        string root,
        string path,
        LoadOptions options,
        ConcurrentBag<ContentProblem> problems
    )
    {
        if (Bytes(root, path, options, problems) is not { } bytes)
            return (null, "");
        var hash = Hash(bytes);
        var (file, problem) = SourceFile.Decode(path, bytes, hash);
        if (problem is not null)
            problems.Add(problem);
        return (file, hash);
    }

    private static byte[]? Bytes(string root, string path, LoadOptions options, ConcurrentBag<ContentProblem> problems)
    {
        try
        {
            var full = Path.Combine(root, path);
            var length = new FileInfo(full).Length;
            if (length <= options.MaximumFileBytes)
                return File.ReadAllBytes(full);
            problems.Add(
                SourceFile.LeftOut(path, 1, $"has {length} bytes; at most {options.MaximumFileBytes} are read")
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(SourceFile.LeftOut(path, 1, $"cannot be read ({e.Message})"));
        }
        return null;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Combine(List<string> paths, string[] hashes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < paths.Count; i++)
            hash.AppendData(Encoding.UTF8.GetBytes($"{paths[i]}\0{hashes[i]}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
