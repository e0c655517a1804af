using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KnowledgeApi.Storage;

/// <summary>
/// Something that was made of content, kept from one start to the next. It is worth nothing unless it was made of the
/// same content by the same build and none of its bytes has changed since; a file that does not fit is as good as none.
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
            using var bytes = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                Buffer
            );
            using var file = new BinaryReader(bytes);
            if (file.ReadString() != stamp)
                return null;
            var start = bytes.Position;
            if (!IsWhole(bytes))
                return null;
            bytes.Position = start;
            return read(file);
        }
        // Whatever stands in the way, the content is still there to be read.
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
                var bytes = new FileStream(building, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer)
            )
            using (var file = new BinaryWriter(bytes))
            {
                file.Write(Stamp(of));
                write(file);
                file.Flush();
                var checksum = Checksum(bytes, bytes.Length);
                file.Write(checksum);
            }
            File.Move(building, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(building);
        }
    }

    /// <summary>Whether the checksum at the end is that of what stands before it: damaged lengths must not even be read.</summary>
    private static bool IsWhole(FileStream file)
    {
        var length = file.Length - sizeof(uint);
        if (length < 0)
            return false;
        var checksum = Checksum(file, length);
        Span<byte> stated = stackalloc byte[sizeof(uint)];
        file.ReadExactly(stated);
        return BinaryPrimitives.ReadUInt32LittleEndian(stated) == checksum;
    }

    /// <summary>CRC-32C from the beginning on; leaves the file where that ends.</summary>
    private static uint Checksum(FileStream file, long length)
    {
        file.Position = 0;
        var buffer = new byte[Buffer];
        var checksum = uint.MaxValue;
        while (length > 0)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(Buffer, length));
            file.ReadExactly(part);
            var words = MemoryMarshal.Cast<byte, ulong>(part);
            foreach (var word in words)
                checksum = BitOperations.Crc32C(checksum, word);
            foreach (var rest in part[(words.Length * sizeof(ulong))..])
                checksum = BitOperations.Crc32C(checksum, rest);
            length -= part.Length;
        }
        return ~checksum;
    }

    /// <summary>What it was made of, and by which build: another may count or read it otherwise.</summary>
    public static string Stamp(string of) => $"{of} {typeof(DerivedFile).Assembly.ManifestModule.ModuleVersionId}";

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }
}
