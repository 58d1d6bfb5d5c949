using System.Text;

namespace SegmentationML.Cli.Demo;

/// <summary>The texts of <c>order_lines.csv</c>, encoded once.</summary>
internal sealed class OrderText(DemoWorld world)
{
    /// <summary>The columns of <c>order_lines.csv</c>.</summary>
    public const string Header = "order_date,order_id,line,product_id,customer_id,site_id,quantity,unit_price,unit_cost,return_of";

    private readonly byte[][] _dates = [.. world.Calendar.Dates.Select(date => Encoding.UTF8.GetBytes($"{date:yyyy-MM-dd}"))];
    private readonly byte[][] _products = [.. world.Products.Select(product => Encoding.UTF8.GetBytes(product.Id))];
    private readonly byte[][] _customers = [.. world.Customers.Select(customer => Encoding.UTF8.GetBytes(customer.Id))];
    private readonly byte[][] _sites = [.. Enumerable.Range(0, world.Size.Sites).Select(site => Encoding.UTF8.GetBytes(SiteId(site)))];

    /// <summary>The id of a site.</summary>
    public static string SiteId(int site) => $"S{site + 1}";

    /// <summary>Writes one row.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="day">Day index.</param>
    /// <param name="order">Order number.</param>
    /// <param name="number">Position within the order, from 1.</param>
    /// <param name="line">Product, buyer, site and prices.</param>
    /// <param name="quantity">Units, negative for a return.</param>
    /// <param name="returnOf">Number of the order that comes back; 0 when it is none or not known.</param>
    public void Write(CsvBuffer text, int day, long order, int number, in OrderLine line, int quantity, long returnOf)
    {
        text.Raw(_dates[day]).Integer(order).Integer(number).Raw(_products[line.Product]);
        text.Raw(line.Buyer < _customers.Length ? _customers[line.Buyer] : []).Raw(_sites[line.Site]);
        text.Integer(quantity).Cents(line.PriceCents).Cents(line.CostCents);
        _ = returnOf == 0 ? text.Empty() : text.Integer(returnOf);
        text.EndRow();
    }
}
