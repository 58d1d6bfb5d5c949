using System.Text;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>The items of a LIST column of one batch, read in place; ends with the batch.</summary>
public sealed class DuckDbListItems
{
    private readonly DuckDbBatch _batch;
    private readonly DuckDbColumn _item;
    private readonly DuckDbVector _lists;
    private readonly DuckDbVector _items;

    internal DuckDbListItems(DuckDbBatch batch, DuckDbColumn item, DuckDbVector lists)
    {
        _batch = batch;
        _item = item;
        _lists = lists;
        _items = new DuckDbVector(DuckDbNative.ListVectorGetChild(lists.Vector));
        Count = checked((int)DuckDbNative.ListVectorGetSize(lists.Vector));
    }

    /// <summary>Items of all rows of the batch.</summary>
    public int Count { get; }

    /// <summary>The items of one row.</summary>
    /// <param name="row">Zero-based row of the batch.</param>
    public ListRange Range(int row)
    {
        _batch.ThrowIfEnded();
        if (_lists.IsNull(row))
        {
            return default;
        }

        var entry = _lists.Values<NativeListEntry>(_batch.Rows)[row];
        return new ListRange(checked((int)entry.Offset), checked((int)entry.Length));
    }

    /// <summary>All items in their physical type; entries of null items are undefined.</summary>
    /// <typeparam name="T">As in <see cref="DuckDbBatch.Values{T}"/>.</typeparam>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        _batch.ThrowIfEnded();
        return _item.Storage == typeof(T) ? _items.Values<T>(Count) : throw DuckDbBatch.WrongType(_item, typeof(T).Name);
    }

    /// <summary>True when an item is null.</summary>
    /// <param name="item">Index among the items of the batch.</param>
    public bool IsNull(int item)
    {
        Check(item);
        return _items.IsNull(item);
    }

    /// <summary>An item's text as UTF-8; empty for null.</summary>
    /// <param name="item">Index among the items of the batch.</param>
    public ReadOnlySpan<byte> Utf8(int item)
    {
        Check(item);
        return _items.IsNull(item) ? [] : DuckDbBatch.Bytes(_item, in _items, item);
    }

    /// <summary>An item's text; null for null.</summary>
    /// <param name="item">Index among the items of the batch.</param>
    public string? Text(int item)
    {
        Check(item);
        return _items.IsNull(item) ? null : Encoding.UTF8.GetString(DuckDbBatch.Bytes(_item, in _items, item));
    }

    private void Check(int item)
    {
        _batch.ThrowIfEnded();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)Count, nameof(item));
    }
}
