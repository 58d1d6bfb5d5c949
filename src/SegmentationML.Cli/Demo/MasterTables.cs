namespace SegmentationML.Cli.Demo;

/// <summary>Formats the small tables.</summary>
internal static class MasterTables
{
    public const string ProductHeader = "product_id,name,category,subcategory,family,supplier_id,unit,list_price,unit_cost,currency,lead_time_days,lead_time_sd_days,min_order_quantity,order_multiple,weight_kg,launch_date,discontinued_date";
    public const string CustomerHeader = "customer_id,name,industry,region,country,channel,site_id,customer_since";
    public const string SupplierHeader = "supplier_id,name,country,lead_time_days,currency";
    public const string ReceiptHeader = "po_number,line,product_id,supplier_id,site_id,order_date,promised_date,received_date,quantity_ordered,quantity_received,unit_cost";
    public const string InventoryHeader = "date,product_id,site_id,on_hand,on_order,backorder";
    public const string PromotionHeader = "promotion_id,product_id,start_date,end_date,discount_percent";
    public const string CalendarHeader = "date,weekday,iso_year,iso_week,month,quarter,fiscal_year,fiscal_quarter,fiscal_period,fiscal_week,is_working_day,holiday";
    public const string TruthHeader = "entity,key,archetype,active_from,active_to";

    public static CsvBuffer Products(DemoWorld world)
    {
        var text = new CsvBuffer();
        foreach (var product in world.Products)
        {
            var phasedOut = product.Archetype.Code == "phase-out" && product.Demand.To < world.Calendar.Days;
            text.Text(product.Id).Text(product.Name).Text(Assortment.Categories[product.Category].Name).Text(product.Subcategory).Text(product.Family);
            text.Text(world.Suppliers[product.Supplier].Id).Text("pcs").Cents(product.PriceCents).Cents(product.CostCents).Text("EUR");
            text.Integer(product.LeadDays).Decimal(product.LeadDeviation, 1).Integer(product.MinimumOrder).Integer(product.Pack).Decimal(product.Grams / 1000.0, 3);
            text.Date(product.Launched).Date(phasedOut ? world.Calendar.Dates[product.Demand.To] : null).EndRow();
        }

        return text;
    }

    public static CsvBuffer Customers(DemoWorld world)
    {
        var text = new CsvBuffer();
        foreach (var customer in world.Customers)
        {
            text.Text(customer.Id).Text(customer.Name).Text(customer.Industry).Text(customer.Region).Text(customer.Country);
            text.Text(customer.Channel).Text(OrderText.SiteId(customer.Site)).Date(customer.Since).EndRow();
        }

        return text;
    }

    public static CsvBuffer Suppliers(DemoWorld world)
    {
        var text = new CsvBuffer();
        foreach (var supplier in world.Suppliers)
        {
            text.Text(supplier.Id).Text(supplier.Name).Text(supplier.Country).Integer(supplier.AgreedLeadDays).Text("EUR").EndRow();
        }

        return text;
    }

    /// <summary>Purchase order lines; lines of one day, supplier and site share an order number.</summary>
    public static CsvBuffer Receipts(DemoWorld world, IEnumerable<Receipt> receipts)
    {
        var text = new CsvBuffer();
        var (order, line, last) = (50_000, 0, (Day: -1, Supplier: -1, Site: -1));
        foreach (var row in receipts.OrderBy(row => row.OrderDay).ThenBy(row => world.Products[row.Product].Supplier).ThenBy(row => row.Site).ThenBy(row => row.Product))
        {
            var supplier = world.Products[row.Product].Supplier;
            var starts = last != (row.OrderDay, supplier, row.Site);
            (order, line, last) = (starts ? order + 1 : order, starts ? 1 : line + 1, (row.OrderDay, supplier, row.Site));
            var arrived = row.ReceivedDay < world.Calendar.Days;
            text.Integer(order).Integer(line).Text(world.Products[row.Product].Id).Text(world.Suppliers[supplier].Id).Text(OrderText.SiteId(row.Site));
            text.Date(world.Calendar.Dates[row.OrderDay]).Date(world.Calendar.FirstDay.AddDays(row.PromisedDay)).Date(arrived ? world.Calendar.Dates[row.ReceivedDay] : null);
            _ = text.Integer(row.Ordered) is var amounts && arrived ? amounts.Integer(row.Received) : amounts.Empty();
            text.Cents(row.CostCents).EndRow();
        }

        return text;
    }

    public static CsvBuffer Promotions(DemoWorld world)
    {
        var text = new CsvBuffer();
        var number = 0;
        foreach (var promotion in world.Products.SelectMany(product => product.Promotions).OrderBy(promotion => promotion.FirstDay).ThenBy(promotion => promotion.Product))
        {
            text.Text($"P{++number:00000}").Text(world.Products[promotion.Product].Id).Date(world.Calendar.Dates[promotion.FirstDay]);
            text.Date(world.Calendar.Dates[promotion.LastDay]).Integer(promotion.DiscountPercent).EndRow();
        }

        return text;
    }

    public static CsvBuffer Calendar(DemoWorld world)
    {
        var text = new CsvBuffer();
        for (var day = 0; day < world.Calendar.Days; day++)
        {
            var date = world.Calendar.Dates[day];
            var fiscal = FiscalWeek.Of(date);
            text.Date(date).Text(date.DayOfWeek.ToString()).Integer(fiscal.Year).Integer(fiscal.Week).Integer(date.Month).Integer((date.Month + 2) / 3);
            text.Integer(fiscal.Year).Integer(fiscal.Quarter).Integer(fiscal.Period).Integer(fiscal.Week);
            text.Text(world.Calendar.Weight[day] > 0 ? "true" : "false").Text(world.Calendar.Holidays[day]).EndRow();
        }

        return text;
    }

    public static CsvBuffer Truth(DemoWorld world)
    {
        var text = new CsvBuffer();
        foreach (var row in world.Truth())
        {
            text.Text(row.Entity).Text(row.Key).Text(row.Archetype).Date(row.ActiveFrom).Date(row.ActiveTo).EndRow();
        }

        return text;
    }
}
