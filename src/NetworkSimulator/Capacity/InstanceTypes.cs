using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace NetworkSimulator.Capacity;

/// <summary>Network limits of EC2 instance types.</summary>
/// <remarks>
/// Source: amazon-vpc-cni-k8s, <c>pkg/vpc/vpc_ip_resource_limit.go</c> and <c>misc/eni-max-pods.txt</c>, generated there from
/// EC2's DescribeInstanceTypes; for the eighth generation other than m8g, c8g and r8g, for c5ad, i4g, i7i and the x families
/// amazon-eks-ami, <c>templates/shared/runtime/eni-max-pods.txt</c>, which has the product only: how it splits into interfaces and
/// addresses is inferred from the sizes' other generations. Read in November 2026. Types of one line share their limits, size
/// by size.
/// </remarks>
public static class InstanceTypes
{
    private const int Suggestions = 3;
    private const int LongestName = 40;

    /// <summary>Interfaces, addresses of each, and vCPUs of the sizes that nearly all families share.</summary>
    private const string CommonSizes = """
        medium=2/4/1 large=3/10/2 xlarge=4/15/4 2xlarge=4/15/8 4xlarge=8/30/16 8xlarge=8/30/32 9xlarge=8/30/36
        12xlarge=8/30/48 16xlarge=15/50/64 18xlarge=15/50/72 24xlarge=15/50/96 32xlarge=15/50/128 48xlarge=15/50/192
        """;

    private const string Families = """
        t3 t4g: nano=2/2/2 micro=2/2/2 small=3/4/2 medium=3/6/2 large=3/12/2 xlarge 2xlarge
        t3a: nano=2/2/2 micro=2/2/2 small=2/4/2 medium=3/6/2 large=3/12/2 xlarge 2xlarge
        xen t2: nano=2/2/1 micro=2/2/1 small=3/4/1 medium=3/6/2 large=3/12/2 xlarge=3/15/4 2xlarge=3/15/8
        a1: medium large xlarge 2xlarge 4xlarge metal=8/30/16
        xen m4: large=2/10/2 xlarge 2xlarge 4xlarge 10xlarge=8/30/40 16xlarge=8/30/64
        xen c4: large xlarge 2xlarge 4xlarge 8xlarge=8/30/36
        xen r4: large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
        m5 m5d m5n m5dn r5 r5b r5d r5n r5dn: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=15/50/96
        m5a m5ad r5a r5ad c5a c5ad: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
        m5zn z1d: large xlarge 2xlarge 3xlarge=8/30/12 6xlarge=8/30/24 12xlarge=15/50/48 metal=15/50/48
        c5 c5d: large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal=15/50/96
        c5n: large xlarge 2xlarge 4xlarge 9xlarge 18xlarge metal=15/50/72
        m6i m6id c6i c6id r6i r6id: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=15/50/128
        m6in m6idn c6in r6in r6idn: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge=8/50/128 metal=8/50/128
        m6a c6a r6a: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=15/50/192
        m6g m6gd c6g c6gd r6g r6gd: medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=15/50/64
        c6gn: medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
        m7g m7gd c7g c7gd c7gn r7g r7gd: medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=15/50/64
        m7a c7a r7a: medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=15/50/192
        m7i c7i r7i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl=15/50/96 metal-48xl=15/50/192
        m7i-flex c7i-flex: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
        r7iz: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 32xlarge metal-16xl=15/50/64 metal-32xl=15/50/128
        m8g m8gd c8g c8gd r8g r8gd x8g: medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl=15/50/96 metal-48xl=15/50/192
        m8i c8i r8i: large=3/20/2 xlarge=4/30/4 2xlarge=4/30/8 4xlarge=8/50/16 8xlarge=10/50/32 12xlarge=12/50/48 16xlarge=16/64/64 24xlarge=16/64/96 32xlarge=24/64/128 48xlarge=24/64/192 96xlarge=24/64/384 metal-48xl=24/64/192 metal-96xl=24/64/384
        m8i-flex c8i-flex r8i-flex: large=3/20/2 xlarge=4/30/4 2xlarge=4/30/8 4xlarge=8/50/16 8xlarge=10/50/32 12xlarge=12/50/48 16xlarge=16/64/64
        m8a c8a r8a: medium large=3/20/2 xlarge=4/20/4 2xlarge=4/40/8 4xlarge=8/40/16 8xlarge=10/40/32 12xlarge=12/64/48 16xlarge=16/64/64 24xlarge=16/64/96 48xlarge=24/64/192 metal-24xl=16/64/96 metal-48xl=24/64/192
        c8gn r8gn: medium large xlarge 2xlarge 4xlarge 8xlarge=10/30/32 12xlarge=12/30/48 16xlarge=16/50/64 24xlarge=24/50/96 48xlarge=12/50/192 metal-24xl=24/50/96 metal-48xl=12/50/192
        c8gb r8gb: medium large xlarge 2xlarge 4xlarge 8xlarge=10/30/32 12xlarge=12/30/48 16xlarge=16/50/64 24xlarge=24/50/96 metal-24xl=24/50/96
        x2gd: medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=15/50/64
        x2idn: 16xlarge 24xlarge 32xlarge metal=15/50/128
        x2iedn: xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge metal=15/50/128
        i8g: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl=15/50/96
        xen i3: large xlarge 2xlarge 4xlarge 8xlarge 16xlarge metal=15/50/72
        i3en: large xlarge 2xlarge 3xlarge=4/15/12 6xlarge=8/30/24 12xlarge 24xlarge metal=15/50/96
        i4g im4gn: large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
        is4gen: medium large xlarge 2xlarge 4xlarge 8xlarge
        i4i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge=15/30/96 32xlarge metal=15/50/128
        i7i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl=15/50/96 metal-48xl=15/50/192
        i7ie: large xlarge 2xlarge 3xlarge=4/15/12 6xlarge=8/30/24 12xlarge=8/50/48 18xlarge 24xlarge 48xlarge metal-24xl=15/50/96 metal-48xl=15/50/192
        g4dn: xlarge=3/10/4 2xlarge=3/10/8 4xlarge=3/10/16 8xlarge=4/15/32 12xlarge 16xlarge=4/15/64 metal=15/50/96
        g4ad: xlarge=2/4/4 2xlarge=2/4/8 4xlarge=3/10/16 8xlarge=4/15/32 16xlarge=8/30/64
        g5: xlarge 2xlarge 4xlarge 8xlarge 12xlarge=15/50/48 16xlarge=8/30/64 24xlarge 48xlarge=7/50/192
        g5g: xlarge 2xlarge 4xlarge 8xlarge 16xlarge metal=15/50/64
        g6: xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge
        g6e: xlarge 2xlarge 4xlarge 8xlarge 12xlarge=10/30/48 16xlarge 24xlarge=10/50/96 48xlarge=10/50/192
        gr6: 4xlarge 8xlarge
        xen p3: 2xlarge 8xlarge 16xlarge=8/30/64
        p3dn p4d p4de: 24xlarge
        p5: 48xlarge=2/50/192
        p5en: 48xlarge=4/50/192
        inf1: xlarge=4/10/4 2xlarge=4/10/8 6xlarge=8/30/24 24xlarge=11/30/96
        inf2: xlarge 8xlarge 24xlarge 48xlarge
        """;

    private static readonly FrozenDictionary<string, InstanceType> ByName = Read();

    /// <summary>All types known, by name.</summary>
    public static ImmutableArray<InstanceType> All { get; } =
    [.. ByName.Values.OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>The type of a name, or null.</summary>
    public static InstanceType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The known names that an unknown one was most probably meant to be.</summary>
    public static ImmutableArray<string> Nearest(string name)
    {
        // What a caller sends is bounded before it meets the quadratic comparison.
        var wanted = name.Length > LongestName ? name[..LongestName] : name;
        return
        [
            .. All.Select(type => (type.Name, Edits: Edits(wanted, type.Name)))
                .OrderBy(pair => pair.Edits)
                .ThenBy(pair => pair.Name, StringComparer.Ordinal)
                .Take(Suggestions)
                .Select(pair => pair.Name),
        ];
    }

    private static int Edits(string wanted, string known)
    {
        Span<int> row = stackalloc int[known.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= wanted.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var same = char.ToLowerInvariant(wanted[i - 1]) == known[j - 1];
                var edits = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], edits);
            }
        }
        return row[^1];
    }

    private static FrozenDictionary<string, InstanceType> Read()
    {
        var common = Words(CommonSizes).Select(Size).ToDictionary(size => size.Name);
        var types = new Dictionary<string, InstanceType>(StringComparer.Ordinal);
        foreach (var line in Families.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var families = Words(line[..colon]);
            var isXen = families[0] == "xen";
            foreach (var family in isXen ? families[1..] : families)
            foreach (var word in Words(line[(colon + 1)..]))
            {
                var size = word.Contains('=', StringComparison.Ordinal) ? Size(word) : common[word];
                var isNitro = !isXen || size.Name.StartsWith("metal", StringComparison.Ordinal);
                var name = $"{family}.{size.Name}";
                types.Add(name, new(name, size.Enis, size.Addresses, size.VCpus, isNitro));
            }
        }
        return types.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string[] Words(string text) =>
        text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static (string Name, int Enis, int Addresses, int VCpus) Size(string word)
    {
        var parts = word.Split('=', '/');
        return (parts[0], Number(parts[1]), Number(parts[2]), Number(parts[3]));
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
