using System.Numerics;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Finds out which of many 64-bit hashes occur more than once: none proves that no two keys are equal; those found need an exact look.</summary>
/// <remarks>
/// Hashes are spread over buckets by their upper bits as they come, so that each bucket can then be searched with a small table that stays in the processor's cache.
/// Memory: 8 bytes a hash and at most 4 KiB a bucket. The result does not depend on the order of adding or the number of threads.
/// </remarks>
internal sealed class HashSieve
{
    private const int ChunkBits = 9;
    private const int ChunkLength = 1 << ChunkBits;
    private const int SegmentBits = 17;
    private const int SegmentLength = 1 << SegmentBits;
    private const int BucketTarget = 16384;
    private const int MaxBucketBits = 14;

    private readonly List<ulong[]> _segments = [];
    private readonly List<int> _previous = [0];
    private readonly int[] _next;
    private readonly int _shift;

    /// <summary>Prepares for a number of hashes; more or fewer may come.</summary>
    /// <param name="expected">How many hashes are expected.</param>
    public HashSieve(long expected)
    {
        var bits = 1;
        while (bits < MaxBucketBits && expected >> bits > BucketTarget)
        {
            bits++;
        }

        _shift = 64 - bits;
        _next = new int[1 << bits];
    }

    /// <summary>Adds hashes.</summary>
    /// <param name="hashes">The hashes.</param>
    public void Add(ReadOnlySpan<ulong> hashes)
    {
        foreach (var hash in hashes)
        {
            ref var next = ref _next[(int)(hash >> _shift)];
            if ((next & (ChunkLength - 1)) == 0)
            {
                next = NewChunk(next);
            }

            _segments[next >> SegmentBits][next & (SegmentLength - 1)] = hash;
            next++;
        }
    }

    /// <summary>The hashes that were added more than once, ascending, each once; null when there are more than the limit.</summary>
    /// <param name="limit">The greatest number of interest.</param>
    /// <param name="cancellation">Stops the search.</param>
    public IReadOnlyList<ulong>? Repeated(int limit, CancellationToken cancellation = default)
    {
        var all = new List<ulong>();
        var sync = new Lock();
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, _next.Length, options, () => new Search(), (bucket, loop, search) =>
        {
            search.Look(this, bucket, limit);
            if (search.Found.Count > limit)
            {
                loop.Stop();
            }

            return search;
        }, search =>
        {
            lock (sync)
            {
                all.AddRange(search.Found);
            }
        });
        if (all.Count > limit)
        {
            return null;
        }

        all.Sort();
        return all;
    }

    // A bucket's chunks form a list from the last one back. Chunk 0 is never used, so that 0 can mean an empty bucket and the end of the list.
    private int NewChunk(int end)
    {
        var start = checked(_previous.Count * ChunkLength);
        _previous.Add(end == 0 ? 0 : LastChunk(end));
        if (start >> SegmentBits >= _segments.Count)
        {
            _segments.Add(GC.AllocateUninitializedArray<ulong>(SegmentLength));
        }

        return start;
    }

    private static int LastChunk(int end) => (end - 1) >> ChunkBits;

    private ReadOnlySpan<ulong> Chunk(int chunk, int end)
    {
        var start = chunk << ChunkBits;
        return _segments[start >> SegmentBits].AsSpan(start & (SegmentLength - 1), Math.Min(ChunkLength, end - start));
    }

    private sealed class Search
    {
        private readonly HashSet<ulong> _found = [];
        private ulong[] _table = [];

        public HashSet<ulong> Found => _found;

        public void Look(HashSieve sieve, int bucket, int limit)
        {
            var end = sieve._next[bucket];
            if (end == 0 || _found.Count > limit)
            {
                return;
            }

            var mask = Clear(sieve, end);
            var zeros = 0;
            var filled = end;
            for (var chunk = LastChunk(end); chunk != 0; chunk = sieve._previous[chunk])
            {
                foreach (var hash in sieve.Chunk(chunk, filled))
                {
                    if (hash == 0 ? zeros++ > 0 : !Insert(hash, mask))
                    {
                        _found.Add(hash);
                    }
                }

                filled = int.MaxValue;
            }
        }

        private int Clear(HashSieve sieve, int end)
        {
            var chunks = 0;
            for (var chunk = LastChunk(end); chunk != 0; chunk = sieve._previous[chunk])
            {
                chunks++;
            }

            var size = (int)BitOperations.RoundUpToPowerOf2((uint)(chunks * ChunkLength * 2));
            if (_table.Length < size)
            {
                _table = new ulong[size];
            }
            else
            {
                Array.Clear(_table, 0, size);
            }

            return size - 1;
        }

        private bool Insert(ulong hash, int mask)
        {
            for (var i = (int)hash & mask; ; i = (i + 1) & mask)
            {
                if (_table[i] == 0)
                {
                    _table[i] = hash;
                    return true;
                }

                if (_table[i] == hash)
                {
                    return false;
                }
            }
        }
    }
}
