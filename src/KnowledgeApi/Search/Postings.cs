using System.Runtime.InteropServices;

namespace KnowledgeApi.Search;

/// <summary>
/// For each word the rows that hold it, in order, and how much it counts there (bm25's share of a word, without its
/// rarity, in one byte). Three bytes a posting and no object: rows lie in blocks, within which two bytes number them.
/// </summary>
/// <param name="starts">For each block and each word where its postings start; they end where the next word's start.</param>
internal sealed class Postings(int[][] starts, ushort[] rows, byte[] impacts)
{
    public const int BlockShift = 16;

    private const float Unit = 1f / byte.MaxValue;

    public static Postings Read(BinaryReader file)
    {
        var starts = new int[file.ReadInt32()][];
        for (var block = 0; block < starts.Length; block++)
            starts[block] = ReadNumbers<int>(file);
        return new(starts, ReadNumbers<ushort>(file), ReadNumbers<byte>(file));
    }

    public void Write(BinaryWriter file)
    {
        file.Write(starts.Length);
        foreach (var block in starts)
            WriteNumbers<int>(file, block);
        WriteNumbers<ushort>(file, rows);
        WriteNumbers<byte>(file, impacts);
    }

    private static T[] ReadNumbers<T>(BinaryReader file)
        where T : unmanaged
    {
        var numbers = new T[file.ReadInt32()];
        file.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    private static void WriteNumbers<T>(BinaryWriter file, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        file.Write(numbers.Length);
        file.Write(MemoryMarshal.AsBytes(numbers));
    }

    public long Bytes => starts.Sum(block => (long)block.Length * sizeof(int)) + (rows.Length * 3L);

    /// <summary>How many rows hold the word.</summary>
    public int Count(int term)
    {
        var count = 0;
        if (term >= 0)
            foreach (var block in starts)
                count += block[term + 1] - block[term];
        return count;
    }

    public IEnumerable<int> Rows(int term)
    {
        for (var block = 0; block < starts.Length && term >= 0; block++)
        for (var at = starts[block][term]; at < starts[block][term + 1]; at++)
            yield return (block << BlockShift) + rows[at];
    }

    /// <summary>Adds the word's share to every row that holds it.</summary>
    public void AddTo(float[] scores, int term, float weight)
    {
        weight *= Unit;
        for (var block = 0; block < starts.Length && term >= 0; block++)
        {
            var found = In(block, term);
            var shares = impacts.AsSpan(starts[block][term], found.Length);
            var held = scores.AsSpan(block << BlockShift);
            for (var i = 0; i < found.Length; i++)
                held[found[i]] += weight * shares[i];
        }
    }

    public bool Holds(int term, int row) => term >= 0 && In(row >> BlockShift, term).BinarySearch((ushort)row) >= 0;

    /// <summary>Raises each of the shares of the rows that begin with <paramref name="first"/> to the word's, where that is larger.</summary>
    public void RaiseTo(Span<float> shares, int term, int first, float weight) =>
        RaiseTo(shares, term, first, weight, isFlat: false);

    /// <summary>The same with one share for all rows that hold the word, however often they do.</summary>
    public void RaiseToAtLeast(Span<float> shares, int term, int first, float share) =>
        RaiseTo(shares, term, first, share, isFlat: true);

    private void RaiseTo(Span<float> shares, int term, int first, float weight, bool isFlat)
    {
        for (var block = first >> BlockShift; term >= 0 && IsReached(block, first + shares.Length); block++)
        {
            var found = In(block, term);
            var from = first - (block << BlockShift);
            for (var at = From(found, from); at < found.Length && found[at] < from + shares.Length; at++)
            {
                var share = isFlat ? weight : weight * Unit * impacts[starts[block][term] + at];
                ref var held = ref shares[found[at] - from];
                held = Math.Max(held, share);
            }
        }
    }

    private bool IsReached(int block, int end) => block < starts.Length && block << BlockShift < end;

    private static int From(ReadOnlySpan<ushort> found, int first)
    {
        var at = first <= 0 ? 0 : found.BinarySearch((ushort)first);
        return at < 0 ? ~at : at;
    }

    private ReadOnlySpan<ushort> In(int block, int term) => rows.AsSpan(starts[block][term]..starts[block][term + 1]);
}

/// <summary>Takes postings row by row and sorts them by word.</summary>
internal sealed class PostingsBuilder
{
    // Postings of a large series at their full width would take more memory than all else; most need three bytes. The
    // chunks stay off the large object heap, where a list that doubles would leave twice its size behind.
    private const int ChunkLength = 1 << 16;
    private const int LongestPosting = 10;
    private const int BlockLength = 1 << Postings.BlockShift;
    private const int BodyShift = 16;

    private readonly List<byte[]> chunks = [];
    private readonly List<int> rowLengths = [];
    private int used = ChunkLength;
    private int inRow;
    private int length;

    public void Add(int term, uint count)
    {
        if (used > ChunkLength - LongestPosting)
        {
            chunks.Add(new byte[ChunkLength]);
            used = 0;
        }
        Write((uint)term);
        // The usual count is one in the body, which then is the lowest byte.
        Write(uint.RotateRight(count, BodyShift));
        inRow++;
        length++;
    }

    /// <summary>What is added from here on belongs to the next row.</summary>
    public void EndRow()
    {
        rowLengths.Add(inRow);
        inRow = 0;
    }

    /// <param name="share">What a count is worth in a row, 0 to 1.</param>
    public Postings Build(int termCount, Func<int, uint, double> share)
    {
        var starts = new int[(rowLengths.Count + BlockLength - 1) / BlockLength][];
        for (var block = 0; block < starts.Length; block++)
            starts[block] = new int[termCount + 1];
        foreach (var (row, term, _) in All())
            starts[row / BlockLength][term + 1]++;
        for (int block = 0, before = 0; block < starts.Length; before = starts[block++][termCount])
        {
            starts[block][0] = before;
            for (var i = 0; i < termCount; i++)
                starts[block][i + 1] += starts[block][i];
        }
        var next = Array.ConvertAll(starts, block => (int[])block.Clone());
        var sorted = new ushort[length];
        var impacts = new byte[length];
        foreach (var (row, term, count) in All())
        {
            var at = next[row / BlockLength][term]++;
            sorted[at] = (ushort)row;
            // A word that stands there never counts for nothing.
            impacts[at] = (byte)Math.Clamp(Math.Round(share(row, count) * byte.MaxValue), 1, byte.MaxValue);
        }
        return new Postings(starts, sorted, impacts);
    }

    private IEnumerable<(int Row, int Term, uint Count)> All()
    {
        var (chunk, at) = (0, 0);
        for (var row = 0; row < rowLengths.Count; row++)
        {
            for (var i = 0; i < rowLengths[row]; i++)
            {
                if (at > ChunkLength - LongestPosting)
                    (chunk, at) = (chunk + 1, 0);
                var term = (int)Read(chunks[chunk], ref at);
                yield return (row, term, uint.RotateLeft(Read(chunks[chunk], ref at), BodyShift));
            }
        }
    }

    private void Write(uint number)
    {
        var chunk = chunks[^1];
        for (; number >= 0x80; number >>= 7)
            chunk[used++] = (byte)(number | 0x80);
        chunk[used++] = (byte)number;
    }

    private static uint Read(byte[] chunk, ref int at)
    {
        var number = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var next = chunk[at++];
            number |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
                return number;
        }
    }
}
