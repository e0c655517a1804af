using System.Collections.Immutable;
using System.Globalization;

namespace NetworkSimulator.Manifests.Text;

/// <summary>Collects errors up to a limit and counts the rest.</summary>
internal sealed class ErrorList(int limit)
{
    private readonly List<ManifestError> _errors = [];
    private int _more;

    public bool IsEmpty => _errors.Count == 0;

    public bool IsFull => _errors.Count >= limit;

    /// <summary>Counts errors that need no words because the list is full.</summary>
    public void Count(int more) => _more += more;

    /// <summary>Set where reading ended early, so that the number beyond the limit is not known.</summary>
    public bool Stopped { get; set; }

    public void Add(int document, int line, int column, string field, string message, string expected)
    {
        if (IsFull)
            _more++;
        else
            _errors.Add(new(document, line, column, field, message, expected));
    }

    public ImmutableArray<ManifestError> ToImmutable()
    {
        var sorted = _errors.OrderBy(e => e.Line).ThenBy(e => e.Column).ToList();
        if (_more > 0 || Stopped)
        {
            var count = _more.ToString(CultureInfo.InvariantCulture);
            var message = Stopped
                ? "Reading stopped after this many errors; there may be more."
                : $"There are {count} more errors.";
            sorted.Add(new(0, 0, 0, "", message, "the errors above mended first"));
        }
        return [.. sorted];
    }
}
