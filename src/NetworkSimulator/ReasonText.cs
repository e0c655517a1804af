using System.Globalization;
using System.Runtime.CompilerServices;

namespace NetworkSimulator;

/// <summary>A reason under construction. Each thread keeps one, so that a reason costs no memory but its own text.</summary>
internal sealed class ReasonText
{
    private const int Usual = 1024;
    private const int MaxKept = 8192;

    [ThreadStatic]
    private static ReasonText? _spare;

    private char[] _chars = new char[Usual];
    private int _length;

    public bool IsEmpty => _length == 0;

    /// <summary>An empty text; make a string of it by <see cref="End"/>.</summary>
    public static ReasonText Begin()
    {
        var text = _spare ?? new();
        _spare = null;
        text._length = 0;
        return text;
    }

    public ReasonText Append(string part) => Append(part.AsSpan());

    public ReasonText Append(ReadOnlySpan<char> part)
    {
        part.CopyTo(Next(part.Length));
        return this;
    }

    public ReasonText Append(char part)
    {
        Next(1)[0] = part;
        return this;
    }

    public ReasonText Append(int number)
    {
        number.TryFormat(_chars.AsSpan(_length), out var written, provider: CultureInfo.InvariantCulture);
        if (written == 0)
            return Append(number.ToString(CultureInfo.InvariantCulture));
        _length += written;
        return this;
    }

    /// <summary>The text that was built.</summary>
    public string End()
    {
        var result = new string(_chars, 0, _length);
        if (_chars.Length <= MaxKept)
            _spare = this;
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<char> Next(int length)
    {
        var start = _length;
        if (length > _chars.Length - start)
            Grow(start + length);
        _length = start + length;
        return _chars.AsSpan(start, length);
    }

    private void Grow(int needed) => Array.Resize(ref _chars, Math.Max(needed, 2 * _chars.Length));
}
