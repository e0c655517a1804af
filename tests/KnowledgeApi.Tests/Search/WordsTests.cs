using KnowledgeApi.Search;

namespace KnowledgeApi.Tests.Search;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Set PooledConnectionLifetime!", "set pooledconnectionlifetime pooled connection lifetime")]
    [InlineData("kubernetes.io/ingress.class", "kubernetes.io/ingress.class kubernetes io ingress class")]
    [InlineData("kube-proxy's policies", "kube-proxy kube proxy policy")]
    [InlineData("mTLS over IPv4", "mtl over ipv4")]
    [InlineData("ndots:5", "ndots:5 ndot")]
    [InlineData("10.96.0.10:53", "10.96.0.10:53")]
    [InlineData("HTTPRoute", "httproute http route")]
    [InlineData("C# and don't", "c# and dont")]
    [InlineData("the DNS class of addresses, always", "the dns class of address always")]
    [InlineData("(…) — \u0000 #k0", "k0")]
    public void AText_IsCutIntoWholeIdentifiersAndTheirParts(string text, string terms) =>
        Assert.Equal(terms, Words.Terms(text));
}
