using System.Numerics;
using System.Runtime.CompilerServices;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Bit runs in Arrow's order (least significant bit first) at any position: append, count, walk the zeros. 64 bits a step.</summary>
internal static unsafe class Bitmap
{
    /// <summary>Bytes that hold so many bits.</summary>
    public static long BytesFor(long bits) => (bits >> 3) + ((bits & 7) == 0 ? 0 : 1);

    /// <summary>The bit at a position.</summary>
    public static bool Get(byte* bits, long position) => ((bits[position >> 3] >> (int)(position & 7)) & 1) != 0;

    /// <summary>Appends <paramref name="count"/> bits of a source that begins at any bit; <paramref name="length"/> is the number of bits that the target holds already.</summary>
    /// <remarks>Bits of the last byte past the end are zero afterwards.</remarks>
    public static void Append(NativeBuffer target, long length, byte* source, long sourceBit, long count)
    {
        var to = Grow(target, length, count);
        var shift = (int)(length & 7);
        if (shift != 0 && count > 0)
        {
            // Fill the last, part-filled byte first; whole bytes follow.
            var head = Math.Min(8 - shift, count);
            to[-1] |= (byte)(Load(source, sourceBit, head) << shift);
            sourceBit += head;
            count -= head;
        }

        AppendBytes(to, source, sourceBit, count);
    }

    /// <summary>Appends ones.</summary>
    public static void AppendOnes(NativeBuffer target, long length, long count)
    {
        var to = Grow(target, length, count);
        var shift = (int)(length & 7);
        if (shift != 0 && count > 0)
        {
            var head = (int)Math.Min(8 - shift, count);
            to[-1] |= (byte)(((1 << head) - 1) << shift);
            count -= head;
        }

        new Span<byte>(to, (int)(count >> 3)).Fill(byte.MaxValue);
        if ((count & 7) != 0)
        {
            to[count >> 3] = (byte)((1 << (int)(count & 7)) - 1);
        }
    }

    /// <summary>Ones among <paramref name="count"/> bits from a position.</summary>
    public static long CountOnes(byte* bits, long position, long count)
    {
        long ones = 0;
        for (; count >= 64; count -= 64, position += 64)
        {
            ones += BitOperations.PopCount(Load64(bits, position));
        }

        return ones + BitOperations.PopCount(Load(bits, position, count));
    }

    /// <summary>Up to 64 bits from a position, the first in the least significant place; higher bits are zero.</summary>
    public static ulong Load(byte* bits, long position, long count)
    {
        if (count >= 64)
        {
            return Load64(bits, position);
        }

        ulong word = 0;
        var start = bits + (position >> 3);
        var shift = (int)(position & 7);
        var bytes = BytesFor(shift + count);
        for (var i = 0; i < Math.Min(bytes, 8); i++)
        {
            word |= (ulong)start[i] << (8 * i);
        }

        word >>= shift;
        if (bytes == 9)
        {
            word |= (ulong)start[8] << (64 - shift);
        }

        return word & ((1UL << (int)count) - 1);
    }

    private static byte* Grow(NativeBuffer target, long length, long count)
    {
        var have = BytesFor(length);
        return target.Extend(BytesFor(length + count) - have);
    }

    private static void AppendBytes(byte* to, byte* source, long sourceBit, long count)
    {
        if ((sourceBit & 7) == 0)
        {
            var whole = count >> 3;
            Buffer.MemoryCopy(source + (sourceBit >> 3), to, whole, whole);
            to += whole;
            sourceBit += whole << 3;
            count &= 7;
        }

        for (; count >= 64; count -= 64, sourceBit += 64, to += 8)
        {
            Unsafe.WriteUnaligned(to, Load64(source, sourceBit));
        }

        for (; count > 0; count -= 8, sourceBit += 8, to++)
        {
            *to = (byte)Load(source, sourceBit, Math.Min(count, 8));
        }
    }

    // Reads the ninth byte only when a bit of it is asked for.
    private static ulong Load64(byte* bits, long position)
    {
        var start = bits + (position >> 3);
        var shift = (int)(position & 7);
        var word = Unsafe.ReadUnaligned<ulong>(start);
        return shift == 0 ? word : (word >> shift) | ((ulong)start[8] << (64 - shift));
    }
}
