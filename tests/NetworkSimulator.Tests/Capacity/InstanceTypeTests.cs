using System.Globalization;
using NetworkSimulator.Capacity;

namespace NetworkSimulator.Tests.Capacity;

public class InstanceTypeTests
{
    public static TheoryData<string, int, int?> Published()
    {
        using var stream = typeof(InstanceTypeTests).Assembly.GetManifestResourceStream("eni-max-pods.txt")!;
        using var reader = new StreamReader(stream);
        var data = new TheoryData<string, int, int?>();
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
                continue;
            var words = line.Split(' ');
            foreach (var name in words[2..])
                data.Add(name, Number(words[0]), words[1] == "-" ? null : Number(words[1]));
        }
        return data;
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Published))]
    public void Max_pods_is_what_aws_publishes(string name, int maxPods, int? withCustomNetworking)
    {
        var type = InstanceTypes.Find(name);

        Assert.NotNull(type);
        Assert.Equal(maxPods, type.MaxPods(AddressMode.SecondaryIp));
        if (withCustomNetworking is { } figure)
            Assert.Equal(figure, type.MaxPods(AddressMode.SecondaryIp, customNetworking: true));
    }

    [Fact]
    public void Every_type_is_held_to_a_published_figure() =>
        Assert.Equal(
            Published().Select(row => row.Data.Item1).Order(StringComparer.Ordinal),
            InstanceTypes.All.Select(type => type.Name)
        );

    // The examples of the EKS user guide and of max-pods-calculator.sh.
    [Theory]
    [InlineData("t3.small", AddressMode.SecondaryIp, false, 11)]
    [InlineData("t3.small", AddressMode.PrefixDelegation, false, 110)]
    [InlineData("m5.large", AddressMode.SecondaryIp, false, 29)]
    [InlineData("m5.large", AddressMode.SecondaryIp, true, 20)]
    [InlineData("m5.large", AddressMode.PrefixDelegation, false, 110)]
    [InlineData("m5.4xlarge", AddressMode.SecondaryIp, false, 110)]
    [InlineData("m5.8xlarge", AddressMode.SecondaryIp, false, 234)]
    [InlineData("m5.8xlarge", AddressMode.PrefixDelegation, false, 250)]
    [InlineData("m5.24xlarge", AddressMode.SecondaryIp, false, 250)]
    [InlineData("t3.nano", AddressMode.Ipv6, false, 34)]
    public void The_recommended_max_pods_is_capped_by_processors(
        string name,
        AddressMode mode,
        bool customNetworking,
        int expected
    ) => Assert.Equal(expected, InstanceTypes.Find(name)!.RecommendedMaxPods(mode, customNetworking));

    [Theory]
    [InlineData("m5.lagre", "m5.large")]
    [InlineData("M5.Large", "m5.large")]
    [InlineData("t3medium", "t3.medium")]
    [InlineData("c5.12xl", "c5.12xlarge")]
    public void An_unknown_name_is_near_the_one_that_was_meant(string wrong, string meant) =>
        Assert.Contains(meant, InstanceTypes.Nearest(wrong));

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
