using System.Text;
using System.Text.RegularExpressions;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>Puts captures and the usual variables into an annotation's value.</summary>
internal static class NginxVariables
{
    public static string Expand(string template, in IngressRequest request, Match? match = null)
    {
        if (!template.Contains('$'))
            return template;
        var text = new StringBuilder(template.Length + 32);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$')
            {
                text.Append(template[i]);
                continue;
            }
            var braced = i + 1 < template.Length && template[i + 1] == '{';
            var start = i + (braced ? 2 : 1);
            var end = start;
            // A bare capture is one digit: $10 is the first capture and a zero.
            var isDigit = start < template.Length && char.IsAsciiDigit(template[start]);
            while (end < template.Length && IsName(template[end]) && (!isDigit || end == start))
                end++;
            if (end == start || (braced && (end >= template.Length || template[end] != '}')))
            {
                text.Append('$');
                continue;
            }
            text.Append(Value(template[start..end], request, match));
            i = braced ? end : end - 1;
        }
        return text.ToString();
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static string Value(string name, in IngressRequest request, Match? match) =>
        name switch
        {
            "request_uri" => request.Uri,
            "uri" => request.Path,
            "args" => request.Query,
            "host" => request.Host,
            "http_host" => request.HostAndPort,
            "scheme" => request.To.Url.Scheme,
            "remote_addr" => request.Client.ToString(),
            [>= '0' and <= '9'] when match is not null => match.Groups[name[0] - '0'].Value,
            _ => "",
        };
}
