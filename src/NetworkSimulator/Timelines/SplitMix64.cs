namespace NetworkSimulator.Timelines;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): eight bytes of state, the same numbers for the same seed on every machine and
/// in every version, which <see cref="System"/>'s generator does not promise.
/// </summary>
internal struct SplitMix64(int seed)
{
    ulong _state = (ulong)seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="bound"/>; its bias is below bound ÷ 2⁶⁴.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}
