using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetworkSimulator.Charts;

namespace NetworkSimulator.Tests.Charts;

public class BarChartTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    static BarChart Chart(params double[][] bars) =>
        new()
        {
            Title = "Requests <by> outcome",
            Description = "All but 10 of 110 requests & more succeed.",
            XLabel = "second",
            YLabel = "requests",
            Series = [new("succeeded", ChartTone.Green), new("refused \"at once\"", ChartTone.Red)],
            Bars = [.. bars.Select((values, i) => new ChartBar($"{i * 10} s", [.. values]))],
            Marks = [new(1, "rollout")],
        };

    static XElement Draw(BarChart chart) => XElement.Parse(chart.ToSvg());

    static IEnumerable<XElement> Layers(XElement svg) =>
        svg.Elements(Svg + "rect").Where(r => r.Element(Svg + "title") is not null);

    static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Screen_readers_get_title_and_description()
    {
        var svg = Draw(Chart([100, 0], [0, 10]));

        Assert.Equal("img", svg.Attribute("role")!.Value);
        var ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(
            ["Requests <by> outcome", "All but 10 of 110 requests & more succeed."],
            ids.Select(id => svg.Elements().Single(e => e.Attribute("id")?.Value == id).Value)
        );
    }

    [Fact]
    public void What_was_expected_is_a_line_at_its_height_and_named_in_the_legend()
    {
        var plain = Chart([60, 20]);
        var bar = plain.Bars[0] with { Level = 80, Note = "80 of 9" };
        var svg = Draw(plain with { Bars = [bar], LevelName = "predicted" });

        var line = svg.Elements(Svg + "rect")
            .Single(r => r.Attribute("class")!.Value == "level" && r.Element(Svg + "title") is not null);
        var top = Layers(svg).Single(r => r.Attribute("class")!.Value == "tone4");
        Assert.Equal(Number(top, "y"), Number(line, "y") + Number(line, "height") / 2, 0.01);
        Assert.Equal("0 s: predicted 80", line.Element(Svg + "title")!.Value);
        var texts = svg.Elements(Svg + "text").ToList();
        Assert.Contains("predicted", texts.Select(t => t.Value));
        var (label, note) = (texts.Single(t => t.Value == "0 s"), texts.Single(t => t.Value == "80 of 9"));
        Assert.Equal(Number(label, "x"), Number(note, "x"));
        Assert.True(Number(note, "y") - Number(label, "y") >= 12);
    }

    [Fact]
    public void Heights_are_in_proportion_and_layers_stack()
    {
        var layers = Layers(Draw(Chart([100, 0], [60, 20]))).ToList();

        Assert.Equal(3, layers.Count);
        Assert.Equal(0.6, Number(layers[1], "height") / Number(layers[0], "height"), 2);
        Assert.Equal(Number(layers[1], "y"), Number(layers[2], "y") + Number(layers[2], "height"), 1);
        Assert.Equal(
            ["0 s: succeeded 100", "10 s: succeeded 60", "10 s: refused \"at once\" 20"],
            layers.Select(l => l.Value)
        );
    }

    [Fact]
    public void It_reads_in_dark_and_runs_nothing()
    {
        var svg = Chart([1, 1]).ToSvg();

        Assert.Contains("prefers-color-scheme:dark", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("href", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_charts_in_a_page_do_not_share_ids()
    {
        var other = Chart([1, 1]) with { Title = "Another" };

        Assert.NotEqual(Draw(Chart([1, 1])).Attribute("id")!.Value, Draw(other).Attribute("id")!.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    public void Any_number_of_bars_stays_inside_the_box(int bars)
    {
        var svg = Draw(Chart([.. Enumerable.Range(0, bars).Select(i => new[] { (double)i, 3 })]));

        Assert.All(Layers(svg), l => Assert.InRange(Number(l, "x") + Number(l, "width"), 64, 784.01));
        Assert.All(Layers(svg), l => Assert.InRange(Number(l, "y"), 64, 312.01));
    }

    [Theory]
    [InlineData(15, 1)]
    [InlineData(30, 1)]
    [InlineData(60, 5)]
    public void Labels_of_many_bars_keep_their_distance(int bars, int every)
    {
        var chart = Chart([.. Enumerable.Repeat(new[] { 1.0, 0 }, bars)]) with { Marks = [] };
        chart = chart with
        {
            Bars = [.. chart.Bars.Select((bar, i) => bar with { Label = $"{i * (bars == 60 ? 60 : 1)}" })],
        };

        var labels = Texts(Draw(chart), y: 330).ToList();

        Assert.Equal(
            Enumerable.Range(0, (bars + every - 1) / every).Select(i => chart.Bars[i * every].Label),
            labels.Select(l => l.Value)
        );
        Assert.All(
            labels.Zip(labels.Skip(1)),
            pair => Assert.True(Number(pair.Second, "x") - Number(pair.First, "x") >= 7 * pair.Second.Value.Length)
        );
    }

    [Fact]
    public void Marks_too_close_for_a_label_each_share_one()
    {
        var chart = Chart([.. Enumerable.Repeat(new[] { 1.0, 0 }, 60)]) with
        {
            Marks = [new(1, "rollout"), new(1.5, "a drain"), new(3, "a policy"), new(40, "scale to 4")],
        };

        var svg = Draw(chart);

        Assert.Equal(["rollout +2", "scale to 4"], Texts(svg, y: 56).Select(t => t.Value));
        Assert.Equal(4, svg.Elements(Svg + "path").Count(p => p.Attribute("class")!.Value == "mark"));
    }

    [Fact]
    public void Totals_stand_above_bars_that_are_compared()
    {
        var svg = Draw(Chart([1.5, 2], [0, 4]) with { ShowsTotals = true, Marks = [] });

        var totals = svg.Elements(Svg + "text")
            .Where(t => t.Value is "3.5" or "4" && t.Attribute("class")!.Value == "text");
        Assert.Equal(["3.5", "4"], totals.Select(t => t.Value));
        Assert.All(
            totals.Zip(Layers(svg).Where((_, i) => i > 0)),
            pair => Assert.True(Number(pair.First, "y") < Number(pair.Second, "y"))
        );
    }

    static IEnumerable<XElement> Texts(XElement svg, double y) =>
        svg.Elements(Svg + "text").Where(t => Number(t, "y") == y);

    [Fact]
    public void Control_characters_from_callers_do_not_break_it() =>
        Assert.Equal("a b", Draw(Chart([1, 1]) with { Title = "a\u0001b" }).Element(Svg + "title")!.Value);

    [Fact]
    public void Bars_and_text_stand_out_from_the_page_in_light_and_dark()
    {
        var (light, dark) = Chart([1, 1]).ToSvg().Split("@media") is [var first, var second]
            ? (first, second)
            : default;

        foreach (var css in new[] { light, dark })
        {
            var fills = Regex
                .Matches(css, @"\.(\w+)\{fill:(#\w{6})\}")
                .ToDictionary(m => m.Groups[1].Value, m => Luminance(m.Groups[2].Value));
            foreach (var (name, luminance) in fills.Where(f => f.Key != "page"))
                Assert.True(
                    Contrast(luminance, fills["page"]) >= (name.StartsWith("tone", StringComparison.Ordinal) ? 3 : 4.5),
                    name
                );
            foreach (
                var fault in new[] { ChartTone.Amber, ChartTone.Red, ChartTone.Purple, ChartTone.Brown, ChartTone.Grey }
            )
                Assert.True(
                    Contrast(fills[$"tone{(int)fault}"], fills[$"tone{(int)ChartTone.Green}"]) >= 1.5,
                    $"{fault} is as light as Green"
                );
        }
    }

    static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var c = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_cannot_be_drawn_is_the_callers_fault(double value) =>
        Assert.Throws<ArgumentException>(() => Chart([1, value]).ToSvg());
}
