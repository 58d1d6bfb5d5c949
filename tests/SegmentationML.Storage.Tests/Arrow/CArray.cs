using System.Runtime.InteropServices;
using System.Text;
using SegmentationML.Storage.Arrow;
using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>Arrays of the C data interface made by hand from test columns, as a foreign producer might: with an offset, with rubbish before the first row and under every null.</summary>
internal sealed unsafe class CArray : IDisposable
{
    private const byte Rubbish = 0xA7;
    private readonly List<nint> _memory = [];

    /// <summary>A record batch of some rows of the columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="first">First row.</param>
    /// <param name="count">Rows.</param>
    /// <param name="offset">Rows of rubbish before the first one, hidden by each array's offset.</param>
    public CArray(IReadOnlyList<TestColumn> columns, int first, int count, int offset)
    {
        Batch = (ArrowArray*)Allocate(sizeof(ArrowArray));
        *Batch = new ArrowArray { Length = count, ChildCount = columns.Count, Children = (ArrowArray**)Allocate(columns.Count * sizeof(void*)) };
        for (var i = 0; i < columns.Count; i++)
        {
            var rows = Enumerable.Repeat<object?>(null, offset).Concat(columns[i].Values.Skip(first).Take(count)).ToArray();
            Batch->Children[i] = Make(columns[i].Field, rows, offset);
        }
    }

    /// <summary>The struct array.</summary>
    public ArrowArray* Batch { get; }

    public void Dispose()
    {
        foreach (var block in _memory)
        {
            NativeMemory.Free((void*)block);
        }

        _memory.Clear();
    }

    private ArrowArray* Make(ArrowField field, object?[] rows, int offset)
    {
        var array = (ArrowArray*)Allocate(sizeof(ArrowArray));
        var nulls = rows.Skip(offset).Count(row => row is null);
        *array = new ArrowArray { Length = rows.Length - offset, Offset = offset, NullCount = nulls > 0 && offset % 2 == 1 ? -1 : nulls, BufferCount = 3 };
        array->Buffers = (void**)Allocate(3 * sizeof(void*));
        if (field.Type.Kind == ArrowKind.Null)
        {
            array->BufferCount = 0;
            return array;
        }

        array->Buffers[0] = nulls == 0 ? null : Bits(rows, row => row is not null);
        if (field.IndexType is { } index)
        {
            MakeEnum(array, field, index, rows);
        }
        else if (field.Type.IsList)
        {
            MakeList(array, field, rows);
        }
        else if (field.Type.OffsetWidth > 0)
        {
            MakeText(array, field, rows);
        }
        else
        {
            array->Buffers[1] = field.Type.Kind == ArrowKind.Bool ? Bits(rows, row => row is null or true) : Fixed(rows, field.Type.FixedWidth);
        }

        return array;
    }

    private void MakeText(ArrowArray* array, ArrowField field, object?[] rows)
    {
        var bytes = new List<byte>();
        var ends = new List<long> { 0 };
        foreach (var row in rows)
        {
            // Some nulls hide bytes, as producers may.
            bytes.AddRange(row switch { string text => Encoding.UTF8.GetBytes(text), byte[] raw => raw, _ => Enumerable.Repeat(Rubbish, ends.Count % 3) });
            ends.Add(bytes.Count);
        }

        array->Buffers[1] = Offsets(ends, field.Type.OffsetWidth);
        array->Buffers[2] = Copy([.. bytes]);
    }

    private void MakeList(ArrowArray* array, ArrowField field, object?[] rows)
    {
        var items = new List<object?> { null };
        var ends = new List<long> { 1 };
        foreach (var row in rows)
        {
            items.AddRange(row as object?[] ?? [null]);
            ends.Add(items.Count);
        }

        array->Buffers[1] = Offsets(ends, field.Type.OffsetWidth);
        array->ChildCount = 1;
        array->Children = (ArrowArray**)Allocate(sizeof(void*));
        array->Children[0] = Make(field.Type.Item!, [null, null, .. items], offset: 2);
    }

    // The dictionary is in order of first appearance, with an entry that no row uses.
    private void MakeEnum(ArrowArray* array, ArrowField field, ArrowType index, object?[] rows)
    {
        string[] values = ["unused", .. rows.OfType<string>().Distinct()];
        array->Buffers[1] = Fixed([.. rows.Select(row => row is null ? null : Narrow(Array.IndexOf(values, (string)row), index.BitWidth))], index.FixedWidth);
        array->Dictionary = Make(new ArrowField("values", field.Type), [.. values], offset: 0);
    }

    private static object Narrow(int index, int bits) => bits switch { 8 => (object)(byte)index, 16 => (ushort)index, _ => (uint)index };

    private void* Offsets(List<long> ends, int width) => width == sizeof(long)
        ? Copy(MemoryMarshal.AsBytes(ends.ToArray().AsSpan()))
        : Copy(MemoryMarshal.AsBytes(ends.Select(end => (int)end).ToArray().AsSpan()));

    private void* Bits(object?[] rows, Func<object?, bool> isSet)
    {
        var bits = new byte[(rows.Length / 8) + 1];
        bits.AsSpan().Fill(byte.MaxValue);
        for (var row = 0; row < rows.Length; row++)
        {
            if (!isSet(rows[row]))
            {
                bits[row / 8] &= (byte)~(1 << (row % 8));
            }
        }

        return Copy(bits);
    }

    private void* Fixed(object?[] rows, int width)
    {
        var bytes = new byte[rows.Length * width];
        for (var row = 0; row < rows.Length; row++)
        {
            Bytes(rows[row], width).CopyTo(bytes.AsSpan(row * width));
        }

        return Copy(bytes);
    }

    private static byte[] Bytes(object? value, int width) => value switch
    {
        null => [.. Enumerable.Repeat(Rubbish, width)],
        byte[] raw => raw,
        sbyte number => [(byte)number],
        byte number => [number],
        short number => BitConverter.GetBytes(number),
        ushort number => BitConverter.GetBytes(number),
        int number => BitConverter.GetBytes(number),
        uint number => BitConverter.GetBytes(number),
        long number => BitConverter.GetBytes(number),
        ulong number => BitConverter.GetBytes(number),
        Int128 number => BitConverter.GetBytes(number),
        Half number => BitConverter.GetBytes(number),
        float number => BitConverter.GetBytes(number),
        double number => BitConverter.GetBytes(number),
        _ => throw new ArgumentException($"{value} has no fixed width.", nameof(value)),
    };

    private void* Copy(ReadOnlySpan<byte> bytes)
    {
        var memory = Allocate(bytes.Length);
        bytes.CopyTo(new Span<byte>(memory, bytes.Length));
        return memory;
    }

    // Exactly as many bytes as are needed: reading past the end is for a memory checker to see.
    private void* Allocate(int bytes)
    {
        var memory = NativeMemory.AllocZeroed((nuint)Math.Max(bytes, 1));
        _memory.Add((nint)memory);
        return memory;
    }
}
