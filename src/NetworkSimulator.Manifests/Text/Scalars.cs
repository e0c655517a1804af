using System.Globalization;

namespace NetworkSimulator.Manifests.Text;

/// <summary>Types of a scalar.</summary>
internal enum ScalarType : byte
{
    String,
    Integer,
    Number,
    Boolean,
    Null,
}

/// <summary>
/// Types of plain scalars as kubectl reads them (YAML 1.1, so that <c>yes</c> and <c>off</c> are booleans); only
/// <c>y</c> and <c>n</c> stay strings, as they are to most YAML readers of today.
/// </summary>
internal static class Scalars
{
    public static ScalarType TypeOf(string text)
    {
        if (text.Length == 0)
            return ScalarType.Null;
        switch (text[0])
        {
            case >= '0' and <= '9' or '+' or '-' or '.':
                return TryInteger(text, out _) ? ScalarType.Integer
                    : IsNumber(text) ? ScalarType.Number
                    : ScalarType.String;
            case 't' or 'T' or 'f' or 'F' or 'y' or 'Y' or 'n' or 'N' or 'o' or 'O' when text.Length <= 5:
                return TryBoolean(text, out _) ? ScalarType.Boolean
                    : text is "null" or "Null" or "NULL" ? ScalarType.Null
                    : ScalarType.String;
            case '~' when text.Length == 1:
                return ScalarType.Null;
            default:
                return ScalarType.String;
        }
    }

    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON";
        return value || text is "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF";
    }

    /// <summary>Reads decimal, <c>0x</c>, <c>0o</c>, <c>0b</c> and old octal (<c>010</c> is 8) integers, with <c>_</c> between digits.</summary>
    public static bool TryInteger(string text, out long value)
    {
        value = 0;
        var digits = text.AsSpan();
        var negative = digits.Length > 0 && digits[0] == '-';
        if (digits.Length > 0 && digits[0] is '-' or '+')
            digits = digits[1..];
        if (digits.Length is 0 or > 70 || !char.IsAsciiDigit(digits[0]))
            return false;
        var radix = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            radix = digits[1] switch
            {
                'x' or 'X' => 16,
                'b' or 'B' => 2,
                _ => 8,
            };
            digits = digits[(char.IsAsciiLetter(digits[1]) ? 2 : 1)..];
        }
        var any = false;
        foreach (var c in digits)
        {
            if (c == '_')
                continue;
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= radix || value > (long.MaxValue - digit) / radix)
                return false;
            value = value * radix + digit;
            any = true;
        }
        if (negative)
            value = -value;
        return any;
    }

    private static bool IsNumber(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiDigit(c) && c is not ('+' or '-' or '.' or 'e' or 'E'))
                return text is ".nan" or ".NaN" or ".NAN" || text.EndsWith(".inf", StringComparison.OrdinalIgnoreCase);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
