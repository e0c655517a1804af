using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetworkSimulator.Tests.Architecture;

/// <summary>The simulator is a pure function of its arguments: it may use the base library only, and of that no clock, chance or I/O.</summary>
public class PurityTests
{
    private static readonly string[] BannedTypes =
    [
        "System.Random",
        "System.Diagnostics.Stopwatch",
        "System.TimeProvider",
        "System.Threading.Thread",
        "System.Threading.Timer",
        "System.Console",
        "System.Net.Dns",
        "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] BannedNamespaces = ["System.IO", "System.Net.Http", "System.Net.Sockets"];

    // AddressFamily only names a protocol family; nothing is opened with it.
    private static readonly string[] AllowedTypes = ["System.Net.Sockets.AddressFamily"];

    private static readonly string[] BannedMembers =
    [
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount",
        "System.Environment.get_TickCount64",
        "System.Guid.NewGuid",
        "System.Guid.CreateVersion7",
    ];

    [Fact]
    public void It_references_the_base_library_only()
    {
        var references = typeof(Simulator).Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void It_uses_no_clock_no_chance_and_no_io()
    {
        using var file = File.OpenRead(typeof(Simulator).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();

        Assert.NotEmpty(TypesOf(metadata));
        Assert.DoesNotContain(TypesOf(metadata), IsBannedType);
        Assert.Empty(MembersOf(metadata).Intersect(BannedMembers));
    }

    private static bool IsBannedType(string type) =>
        BannedTypes.Contains(type)
        || (
            BannedNamespaces.Any(n => type.StartsWith(n + ".", StringComparison.Ordinal))
            && !AllowedTypes.Contains(type)
        );

    private static IEnumerable<string> TypesOf(MetadataReader metadata) =>
        metadata.TypeReferences.Select(handle => FullName(metadata, metadata.GetTypeReference(handle)));

    private static IEnumerable<string> MembersOf(MetadataReader metadata)
    {
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
                yield return FullName(metadata, metadata.GetTypeReference((TypeReferenceHandle)member.Parent))
                    + "."
                    + metadata.GetString(member.Name);
        }
    }

    private static string FullName(MetadataReader metadata, TypeReference type) =>
        $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}
