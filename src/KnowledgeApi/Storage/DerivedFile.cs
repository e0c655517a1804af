namespace KnowledgeApi.Storage;

/// <summary>
/// Something that was made of content, kept from one start to the next. It is worth nothing unless it was made of the
/// same content by the same build; a file that does not fit or cannot be read is as good as none.
/// </summary>
public static class DerivedFile
{
    private const int Buffer = 1 << 16;

    /// <param name="of">What it was made of.</param>
    public static T? Read<T>(string path, string of, Func<BinaryReader, T?> read)
        where T : class
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var stamp = Stamp(of);
            using var file = new BinaryReader(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Buffer)
            );
            if (file.ReadString() != stamp)
                return null;
            var made = read(file);
            return file.ReadString() == stamp ? made : null;
        }
        // Damage shows in many ways, and whatever it is, the content is still there to be read.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Writes it beside its place and moves it there whole; a place that cannot be written keeps nothing.</summary>
    public static void Write(string path, string of, Action<BinaryWriter> write)
    {
        var building = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (
                var file = new BinaryWriter(
                    new FileStream(building, FileMode.CreateNew, FileAccess.Write, FileShare.None, Buffer)
                )
            )
            {
                file.Write(Stamp(of));
                write(file);
                file.Write(Stamp(of));
            }
            File.Move(building, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(building);
        }
    }

    private static string Stamp(string of) => $"{of} {typeof(DerivedFile).Assembly.ManifestModule.ModuleVersionId}";

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }
}
