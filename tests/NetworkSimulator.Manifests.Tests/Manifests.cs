using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>Reads manifests as a test does.</summary>
internal static class Manifests
{
    public static ManifestResult Read(string text, ManifestLimits? limits = null) =>
        ManifestReader.Read(text, limits, TestContext.Current.CancellationToken);

    public static ClusterObjects ReadValid(string text)
    {
        var result = Read(text);
        Assert.Empty(result.Errors);
        return result.Objects!;
    }
}
