using System.Globalization;
using System.Text;

namespace NetworkSimulator.Charts;

/// <summary>Lays a <see cref="BarChart"/> out. Coordinates are CSS pixels in a fixed view box that scales with its box.</summary>
internal sealed class SvgWriter
{
    const int Width = 800;
    const int Left = 64;
    const int Right = 784;
    const int Top = 64;
    const int Bottom = 312;
    const int LegendRow = 20;
    const int LabelRow = 16;
    const int CharacterWidth = 7;

    readonly BarChart _chart;
    readonly StringBuilder _svg = new();
    readonly string _id;
    readonly double _top;
    readonly double _step;
    readonly int _notes;

    SvgWriter(BarChart chart)
    {
        _chart = chart;
        _id = $"chart-{Fingerprint(chart.Title + '\n' + chart.Description):x8}";
        (_top, _step) = Axis.For(chart.Bars.IsEmpty ? 0 : chart.Bars.Max(b => Math.Max(b.Values.Sum(), b.Level ?? 0)));
        _notes = chart.Bars.Any(b => b.Note is not null) ? LabelRow : 0;
    }

    public static string Write(BarChart chart)
    {
        foreach (var bar in chart.Bars)
            if (
                bar.Values.Length != chart.Series.Length
                || bar.Values.Append(bar.Level ?? 0).Any(v => !double.IsFinite(v) || v < 0)
            )
                throw new ArgumentException($"Bar '{bar.Label}' needs one value of at least 0 for each series.");
        return new SvgWriter(chart).Write();
    }

    string Write()
    {
        var legend = LegendLines();
        var height = Bottom + 56 + _notes + legend.Count * LegendRow;
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" id="{_id}" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img" aria-labelledby="{_id}-title {_id}-desc" font-family="system-ui,sans-serif" font-size="12">"""
        );
        _svg.Append(CultureInfo.InvariantCulture, $"""<title id="{_id}-title">{Escape(_chart.Title)}</title>""");
        _svg.Append(CultureInfo.InvariantCulture, $"""<desc id="{_id}-desc">{Escape(_chart.Description)}</desc>""");
        _svg.Append("<style>").Append(Palette.Css("#" + _id)).Append("</style>");
        _svg.Append(CultureInfo.InvariantCulture, $"""<rect class="page" width="{Width}" height="{height}"/>""");
        Text(Left, 20, Shorten(_chart.Title, 90), "text", size: 15);
        Text(Left, 38, _chart.YLabel, "quiet");
        Grid();
        Bars();
        Marks();
        Text((Left + Right) / 2.0, Bottom + 40 + _notes, _chart.XLabel, "quiet", anchor: "middle");
        Legend(legend);
        return _svg.Append("</svg>").ToString();
    }

    void Grid()
    {
        for (var value = 0.0; value <= _top * 1.0001; value += _step)
        {
            var y = Y(value);
            _svg.Append(CultureInfo.InvariantCulture, $"""<path class="grid" d="M{Left} {N(y)}H{Right}"/>""");
            Text(Left - 6, y + 4, Axis.Label(value), "quiet", anchor: "end");
        }
    }

    void Bars()
    {
        if (_chart.Bars.IsEmpty)
            return;
        var room = (double)(Right - Left) / _chart.Bars.Length;
        var width = Math.Min(room * (_chart.Bars.Length > 20 ? 0.92 : 0.6), 96);
        var fits = Math.Max(3, (int)(room / CharacterWidth));
        var longest = _chart.Bars.Max(b => b.Label.Length);
        // Short labels are thinned out, long ones shortened: a bar compared by name needs its name.
        var every = longest <= 6 ? Axis.Round((longest + 1) * CharacterWidth / room) : 1;
        for (var i = 0; i < _chart.Bars.Length; i++)
        {
            var x = Left + room * (i + 0.5) - width / 2;
            Bar(_chart.Bars[i], x, width);
            if (_chart.ShowsTotals)
                Total(_chart.Bars[i], x + width / 2);
            if (_chart.Bars[i].Level is { } level)
                Level(_chart.Bars[i], level, x, width);
            if (i % every == 0)
                Label(_chart.Bars[i], x + width / 2, fits * every);
        }
    }

    void Bar(ChartBar bar, double x, double width)
    {
        var below = 0.0;
        for (var s = 0; s < bar.Values.Length; s++)
        {
            if (bar.Values[s] == 0)
                continue;
            var (series, from, to) = (_chart.Series[s], Y(below), Y(below + bar.Values[s]));
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect class="{Palette.Name(series.Tone)}" x="{N(x)}" y="{N(to)}" width="{N(width)}" height="{N(from - to)}"><title>{Escape($"{bar.Label}: {series.Name} {Axis.Label(bar.Values[s])}")}</title></rect>"""
            );
            below += bar.Values[s];
        }
    }

    void Label(ChartBar bar, double middle, int most)
    {
        Text(middle, Bottom + 18, Shorten(bar.Label, most), "quiet", anchor: "middle");
        if (bar.Note is { } note)
            Text(middle, Bottom + 18 + LabelRow, Shorten(note, most), "quiet", anchor: "middle");
    }

    // Wider than the bar, and with an edge of the page's colour: it is seen on any layer.
    void Level(ChartBar bar, double level, double x, double width) =>
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect class="level" x="{N(x - 5)}" y="{N(Y(level) - 1.5)}" width="{N(width + 10)}" height="3"><title>{Escape($"{bar.Label}: {_chart.LevelName} {Axis.Label(level)}")}</title></rect>"""
        );

    void Total(ChartBar bar, double middle)
    {
        var total = bar.Values.Sum();
        Text(middle, Y(total) - 6, Axis.Label(Math.Round(total, 2)), "text", anchor: "middle");
    }

    void Marks()
    {
        if (_chart.Bars.IsEmpty)
            return;
        var marks = _chart.Marks.OrderBy(m => m.At).ToList();
        foreach (var mark in marks)
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"""<path class="mark" d="M{N(Place(mark))} {Top - 4}V{Bottom}"><title>{Escape(mark.Label)}</title></path>"""
            );
        for (var i = 0; i < marks.Count; )
        {
            // Marks too close for a label each share one, which counts those that it does not name.
            var next = i + 1;
            while (next < marks.Count && Place(marks[next]) - Place(marks[i]) < MarkWidth(marks[i], marks.Count - i))
                next++;
            var label = MarkLabel(marks[i], next - i - 1);
            var half = label.Length * CharacterWidth / 2.0;
            var middle = Math.Clamp(Place(marks[i]), Left + half, Right - half);
            Text(middle, Top - 8, label, "text", anchor: "middle");
            i = next;
        }
    }

    double Place(ChartMark mark) => Left + (Right - Left) * Math.Clamp(mark.At / _chart.Bars.Length, 0, 1);

    static string MarkLabel(ChartMark mark, int more) =>
        Shorten(mark.Label, 40) + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $" +{more}") : "");

    static double MarkWidth(ChartMark mark, int more) => (MarkLabel(mark, more).Length + 1) * CharacterWidth;

    List<List<ChartSeries>> LegendLines()
    {
        var lines = new List<List<ChartSeries>> { new() };
        var used = 0;
        foreach (var series in _chart.Series)
        {
            if (used + LegendWidth(series.Name) > Right - Left && lines[^1].Count > 0)
            {
                lines.Add([]);
                used = 0;
            }
            lines[^1].Add(series);
            used += LegendWidth(series.Name);
        }
        return lines;
    }

    void Legend(List<List<ChartSeries>> lines)
    {
        for (var row = 0; row < lines.Count; row++)
        {
            var (x, y) = (Left, Bottom + 56 + _notes + row * LegendRow);
            foreach (var series in lines[row])
            {
                LegendEntry(Palette.Name(series.Tone), x, y, 12, series.Name);
                x += LegendWidth(series.Name);
            }
            if (row == lines.Count - 1 && _chart.LevelName is { } level)
                LegendEntry("level", x, y + 4, 3, level);
        }
    }

    void LegendEntry(string style, int x, int y, int height, string name)
    {
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect class="{style}" x="{x}" y="{y}" width="12" height="{height}"/>"""
        );
        Text(x + 18, y + (height == 12 ? 10 : 6), name, "text");
    }

    static int LegendWidth(string name) => 18 + name.Length * CharacterWidth + 18;

    void Text(double x, double y, string text, string style, string anchor = "start", int size = 12) =>
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text class="{style}" x="{N(x)}" y="{N(y)}" text-anchor="{anchor}" font-size="{size}">{Escape(text)}</text>"""
        );

    double Y(double value) => Bottom - (Bottom - Top) * value / _top;

    static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    static string Shorten(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                // XML 1.0 has no way to write most control characters.
                < ' ' or 0xFFFE or 0xFFFF => escaped.Append(' '),
                _ => escaped.Append(rune),
            };
        return escaped.ToString();
    }

    // Several charts may stand in one page, so their ids and styles must not meet (FNV-1a).
    static uint Fingerprint(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
