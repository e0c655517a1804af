using System.Numerics;

namespace NetworkSimulator.Objects;

/// <summary>
/// Values by text, laid out so that finding one touches three lines of memory: a slot, the entry and its key. In a large
/// cluster a flow costs what it misses in the caches.
/// </summary>
/// <typeparam name="T">What is found; beside its key in memory.</typeparam>
internal sealed class KeyTable<T>
{
    private readonly Entry[] _entries;

    // Open addressing: the upper bits of the key's hash, and below them the entry's number and 1; 0 where the slot is free.
    private readonly uint[] _slots;
    private readonly uint _mask;

    /// <summary>Lays out entries; where two have the same key the first is found.</summary>
    public KeyTable(ReadOnlySpan<string> keys, ReadOnlySpan<T> values)
    {
        _entries = new Entry[keys.Length];
        _slots = new uint[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * keys.Length))];
        _mask = (uint)_slots.Length - 1;
        for (var i = 0; i < keys.Length; i++)
        {
            _entries[i] = new(keys[i], values[i]);
            var hash = Hash(keys[i]);
            var slot = hash & _mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & _mask;
            _slots[slot] = (hash & ~_mask) | (uint)(i + 1);
        }
    }

    /// <summary>The value of an entry.</summary>
    public ref readonly T this[int number] => ref _entries[number].Value;

    /// <summary>The number of the entry with a key; -1 where there is none.</summary>
    public int Find(ReadOnlySpan<char> key)
    {
        var hash = Hash(key);
        for (var slot = hash & _mask; _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            var number = (int)(_slots[slot] & _mask) - 1;
            if (((_slots[slot] ^ hash) & ~_mask) == 0 && key.SequenceEqual(_entries[number].Key))
                return number;
        }
        return -1;
    }

    private static uint Hash(ReadOnlySpan<char> key) => (uint)string.GetHashCode(key);

    private readonly struct Entry(string key, T value)
    {
        public readonly string Key = key;
        public readonly T Value = value;
    }
}
