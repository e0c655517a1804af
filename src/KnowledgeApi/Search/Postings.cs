using System.Runtime.InteropServices;

namespace KnowledgeApi.Search;

/// <summary>
/// For each word the rows that hold it, in order, and how much it counts there (bm25's share of a word, without its
/// rarity, in one byte). Five bytes a posting and no object.
/// </summary>
internal sealed class Postings(int[] starts, int[] rows, byte[] impacts)
{
    private const float Unit = 1f / byte.MaxValue;

    public static Postings Read(BinaryReader file) =>
        new(ReadNumbers(file), ReadNumbers(file), file.ReadBytes(file.ReadInt32()));

    public void Write(BinaryWriter file)
    {
        foreach (var numbers in (ReadOnlySpan<int[]>)[starts, rows])
        {
            file.Write(numbers.Length);
            file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
        }
        file.Write(impacts.Length);
        file.Write(impacts);
    }

    private static int[] ReadNumbers(BinaryReader file)
    {
        var numbers = new int[file.ReadInt32()];
        file.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    public long Bytes => (long)starts.Length * 4 + (long)rows.Length * 5;

    /// <summary>How many rows hold the word.</summary>
    public int Count(int term) => term < 0 ? 0 : starts[term + 1] - starts[term];

    public ReadOnlySpan<int> Rows(int term) => Count(term) == 0 ? [] : rows.AsSpan(starts[term], Count(term));

    /// <summary>Adds the word's share to every row that holds it.</summary>
    public void AddTo(float[] scores, int term, float weight)
    {
        var found = Rows(term);
        if (found.IsEmpty)
            return;
        var shares = impacts.AsSpan(starts[term], found.Length);
        weight *= Unit;
        for (var i = 0; i < found.Length; i++)
            scores[found[i]] += weight * shares[i];
    }

    public bool Holds(int term, int row) => Rows(term).BinarySearch(row) >= 0;

    /// <summary>Raises each of the shares of the rows that begin with <paramref name="first"/> to the word's, where that is larger.</summary>
    public void RaiseTo(Span<float> shares, int term, int first, float weight)
    {
        var found = Rows(term);
        var at = found.BinarySearch(first);
        for (at = at < 0 ? ~at : at; at < found.Length && found[at] < first + shares.Length; at++)
        {
            var share = weight * Unit * impacts[starts[term] + at];
            ref var held = ref shares[found[at] - first];
            held = Math.Max(held, share);
        }
    }
}

/// <summary>Takes postings row by row and sorts them by word.</summary>
internal sealed class PostingsBuilder
{
    // Postings of a large series at their full width would take more memory than all else; most need three bytes. The
    // chunks stay off the large object heap, where a list that doubles would leave twice its size behind.
    private const int ChunkLength = 1 << 16;
    private const int LongestPosting = 10;
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
        var starts = new int[termCount + 1];
        foreach (var (_, term, _) in All())
            starts[term + 1]++;
        for (var i = 0; i < termCount; i++)
            starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, termCount).ToArray();
        var sorted = new int[length];
        var impacts = new byte[length];
        foreach (var (row, term, count) in All())
        {
            var at = next[term]++;
            sorted[at] = row;
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
