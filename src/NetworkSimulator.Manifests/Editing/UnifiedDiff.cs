using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NetworkSimulator.Manifests.Editing;

/// <summary>What differs between two texts, line by line.</summary>
/// <param name="Patch">The difference as <c>patch</c> and <c>git apply</c> read it.</param>
/// <param name="Line">The first line that differs, from 1, in the old text.</param>
/// <param name="Before">The lines that go.</param>
/// <param name="After">The lines that come.</param>
public sealed record UnifiedDiff(string Patch, int Line, ImmutableArray<string> Before, ImmutableArray<string> After)
{
    private const int Context = 3;
    private const int Window = 400;

    /// <summary>Compares two texts.</summary>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    /// <param name="name">What the patch calls the file.</param>
    public static UnifiedDiff Of(string before, string after, string name = "manifests.yaml")
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, current) = (before.TrimEnd('\n').Split('\n'), after.TrimEnd('\n').Split('\n'));
        var hunks = Hunks(old, current);
        var patch = new StringBuilder($"--- a/{name}\n+++ b/{name}\n");
        for (var i = 0; i < hunks.Count; )
        {
            var last = i;
            // Hunks whose context would touch are written as one.
            while (last + 1 < hunks.Count && hunks[last + 1].Old - hunks[last].OldEnd <= 2 * Context)
                last++;
            Write(patch, old, current, hunks.GetRange(i, last + 1 - i));
            i = last + 1;
        }
        return new(
            hunks.Count == 0 ? "" : patch.ToString(),
            hunks.Count == 0 ? 0 : Math.Min(hunks[0].Old + 1, old.Length),
            [.. hunks.SelectMany(h => old[h.Old..h.OldEnd])],
            [.. hunks.SelectMany(h => current[h.New..h.NewEnd])]
        );
    }

    private static List<Hunk> Hunks(string[] old, string[] current)
    {
        var hunks = new List<Hunk>();
        var (i, j) = (0, 0);
        while (i < old.Length || j < current.Length)
        {
            if (i < old.Length && j < current.Length && old[i] == current[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            var (nextOld, nextNew) = Meet(old, i, current, j);
            hunks.Add(new(i, nextOld, j, nextNew));
            (i, j) = (nextOld, nextNew);
        }
        return hunks;
    }

    /// <summary>Where both texts go on alike, by the fewest lines between.</summary>
    private static (int Old, int New) Meet(string[] old, int i, string[] current, int j)
    {
        for (var skipped = 1; skipped <= Window; skipped++)
        for (var ofOld = 0; ofOld <= skipped; ofOld++)
            if (IsAlike(old, i + ofOld, current, j + skipped - ofOld))
                return (i + ofOld, j + skipped - ofOld);
        return (old.Length, current.Length);
    }

    private static bool IsAlike(string[] old, int i, string[] current, int j)
    {
        if (i > old.Length || j > current.Length)
            return false;
        for (var k = 0; k < Context; k++)
            if ((i + k < old.Length) != (j + k < current.Length))
                return false;
            else if (i + k < old.Length && old[i + k] != current[j + k])
                return false;
        return true;
    }

    private static void Write(StringBuilder patch, string[] old, string[] current, List<Hunk> hunks)
    {
        var (start, end) = (Math.Max(0, hunks[0].Old - Context), Math.Min(old.Length, hunks[^1].OldEnd + Context));
        var newStart = hunks[0].New - (hunks[0].Old - start);
        var newEnd = hunks[^1].NewEnd + (end - hunks[^1].OldEnd);
        patch.Append(
            CultureInfo.InvariantCulture,
            $"@@ -{start + 1},{end - start} +{newStart + 1},{newEnd - newStart} @@\n"
        );
        var at = start;
        foreach (var hunk in hunks)
        {
            Append(patch, ' ', old[at..hunk.Old]);
            Append(patch, '-', old[hunk.Old..hunk.OldEnd]);
            Append(patch, '+', current[hunk.New..hunk.NewEnd]);
            at = hunk.OldEnd;
        }
        Append(patch, ' ', old[at..end]);
    }

    private static void Append(StringBuilder patch, char mark, string[] lines)
    {
        foreach (var line in lines)
            patch.Append(mark).Append(line).Append('\n');
    }

    private readonly record struct Hunk(int Old, int OldEnd, int New, int NewEnd);
}
