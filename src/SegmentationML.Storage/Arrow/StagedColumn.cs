using System.Runtime.InteropServices;
using System.Text;
using SegmentationML.Storage.Arrow.CData;
using SegmentationML.Storage.Arrow.Gather;

namespace SegmentationML.Storage.Arrow;

/// <summary>One column of rows that come as .NET values, put into the buffers of the C data interface; the memory is kept from batch to batch.</summary>
internal sealed unsafe class StagedColumn : IDisposable
{
    private readonly NativeBuffer _validity = new();
    private readonly NativeBuffer _first = new();
    private readonly NativeBuffer _second = new();
    private readonly StagedColumn? _items;
    private readonly ArrowField _field;
    private readonly void** _buffers;
    private readonly ArrowArray** _children;

    public StagedColumn(ArrowField field)
    {
        _field = field;
        Array = (ArrowArray*)NativeMemory.AllocZeroed((nuint)sizeof(ArrowArray));
        _buffers = (void**)NativeMemory.AllocZeroed(3, (nuint)sizeof(void*));
        _children = (ArrowArray**)NativeMemory.AllocZeroed(1, (nuint)sizeof(void*));
        if (field.Type.Item is { } item)
        {
            _items = new StagedColumn(item);
            _children[0] = _items.Array;
            Array->ChildCount = 1;
        }

        Array->Buffers = _buffers;
        Array->BufferCount = field.Type.Kind == ArrowKind.Null ? 0 : 3;
        Array->Children = _children;
    }

    /// <summary>The array, valid until the next change.</summary>
    public ArrowArray* Array { get; }

    /// <summary>True when the column was given since the last <see cref="Clear"/>.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Values of one width; a NaN becomes null.</summary>
    public void Set<T>(ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity)
        where T : unmanaged
    {
        Clear();
        if (typeof(T) == typeof(bool) && _field.Type.Kind == ArrowKind.Bool)
        {
            SetBits(MemoryMarshal.Cast<T, bool>(values));
        }
        else if (sizeof(T) == _field.Type.FixedWidth)
        {
            _first.Append(MemoryMarshal.AsBytes(values));
        }
        else
        {
            throw new InvalidOperationException($"Column '{_field.Name}' is {_field.Type}; values of type {typeof(T).Name} do not fit it.");
        }

        TakeValidity(validity, values.Length);
        MarkNaN(values);
        Seal(values.Length);
    }

    /// <summary>Text or bytes from one buffer.</summary>
    public void SetUtf8(ReadOnlySpan<byte> utf8, ReadOnlySpan<int> offsets, ReadOnlySpan<ulong> validity)
    {
        if (_field.Type.Kind is not (ArrowKind.Utf8 or ArrowKind.Binary))
        {
            RequireKind(ArrowKind.Utf8);
        }

        Clear();
        TakeValidity(validity, offsets.Length - 1);
        _first.Append(MemoryMarshal.AsBytes(offsets));
        _second.Append(utf8[..offsets[^1]]);
        Seal(offsets.Length - 1);
    }

    /// <summary>Texts; null entries become nulls.</summary>
    public void Set(IReadOnlyList<string?> values)
    {
        RequireKind(ArrowKind.Utf8);
        Clear();
        AppendTexts(values, 0, values.Count);
        Seal(values.Count);
    }

    /// <summary>Lists of texts; null lists and null entries become nulls.</summary>
    public void Set(IReadOnlyList<IReadOnlyList<string?>?> values)
    {
        RequireKind(ArrowKind.List);
        _items!.RequireKind(ArrowKind.Utf8);
        Clear();
        var items = values.Sum(list => list?.Count ?? 0);
        var item = 0;
        AppendOffset(0);
        for (var row = 0; row < values.Count; row++)
        {
            if (values[row] is { } list)
            {
                _items.AppendTexts(list, item, items);
                item += list.Count;
            }
            else
            {
                MarkNull(row, values.Count);
            }

            AppendOffset(item);
        }

        _items.Seal(items);
        Seal(values.Count);
    }

    public void Clear()
    {
        _validity.Clear();
        _first.Clear();
        _second.Clear();
        _items?.Clear();
        Array->NullCount = 0;
        IsSet = false;
    }

    public void Dispose()
    {
        _items?.Dispose();
        _validity.Dispose();
        _first.Dispose();
        _second.Dispose();
        NativeMemory.Free(_buffers);
        NativeMemory.Free(_children);
        NativeMemory.Free(Array);
    }

    private void Seal(int rows)
    {
        if (_first.Length == 0 && _field.Type.OffsetWidth > 0)
        {
            AppendOffset(0);
        }

        Array->Length = rows;
        _buffers[0] = _validity.Length == 0 ? null : _validity.Pointer;
        _buffers[1] = _first.Pointer;
        _buffers[2] = _second.Pointer;
        IsSet = true;
    }

    private void AppendTexts(IReadOnlyList<string?> values, int row, int rows)
    {
        if (_first.Length == 0)
        {
            AppendOffset(0);
        }

        for (var i = 0; i < values.Count; i++, row++)
        {
            if (values[i] is { } text)
            {
                var most = Encoding.UTF8.GetMaxByteCount(text.Length);
                var start = _second.Length;
                var place = _second.Extend(most);
                _second.Shrink(start + Encoding.UTF8.GetBytes(text, new Span<byte>(place, most)));
            }
            else
            {
                MarkNull(row, rows);
            }

            AppendOffset(checked((int)_second.Length));
        }
    }

    private void TakeValidity(ReadOnlySpan<ulong> validity, int rows)
    {
        if (!validity.IsEmpty)
        {
            _validity.Append(MemoryMarshal.AsBytes(validity)[..(int)Bitmap.BytesFor(rows)]);
            Array->NullCount = -1;
        }
    }

    private void SetBits(ReadOnlySpan<bool> values)
    {
        var bytes = (int)Bitmap.BytesFor(values.Length);
        var bits = new Span<byte>(_first.Extend(bytes), bytes);
        bits.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            bits[i >> 3] |= (byte)((values[i] ? 1 : 0) << (i & 7));
        }
    }

    private void MarkNaN<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            var doubles = MemoryMarshal.Cast<T, double>(values);
            for (var i = 0; i < doubles.Length; i++)
            {
                if (double.IsNaN(doubles[i]))
                {
                    MarkNull(i, doubles.Length);
                }
            }
        }
        else if (typeof(T) == typeof(float))
        {
            var floats = MemoryMarshal.Cast<T, float>(values);
            for (var i = 0; i < floats.Length; i++)
            {
                if (float.IsNaN(floats[i]))
                {
                    MarkNull(i, floats.Length);
                }
            }
        }
    }

    private void MarkNull(int row, int rows)
    {
        if (_validity.Length == 0)
        {
            var bytes = (int)Bitmap.BytesFor(rows);
            new Span<byte>(_validity.Extend(bytes), bytes).Fill(byte.MaxValue);
        }

        _validity.Pointer[row >> 3] &= (byte)~(1 << (row & 7));
        Array->NullCount = -1;
    }

    private void AppendOffset(int value) => *(int*)_first.Extend(sizeof(int)) = value;

    private void RequireKind(ArrowKind kind)
    {
        if (_field.Type.Kind != kind)
        {
            throw new InvalidOperationException($"Column '{_field.Name}' is {_field.Type}, not {kind}.");
        }
    }
}
