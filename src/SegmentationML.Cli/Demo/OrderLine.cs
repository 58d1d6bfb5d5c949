namespace SegmentationML.Cli.Demo;

/// <summary>A drawn order line before it has an order number.</summary>
/// <param name="Day">Day index.</param>
/// <param name="Product">Index of the product.</param>
/// <param name="Buyer">Index of the customer; from the number of customers on, a basket at a counter.</param>
/// <param name="Site">Index of the site that delivers.</param>
/// <param name="Quantity">Units; negative for a return without a known order.</param>
/// <param name="PriceCents">Unit price after discounts.</param>
/// <param name="CostCents">Unit cost.</param>
/// <param name="ReturnDelay">Days until some of it comes back; 0 for never.</param>
/// <param name="ReturnQuantity">Units that come back.</param>
internal readonly record struct OrderLine(ushort Day, int Product, int Buyer, byte Site, int Quantity, int PriceCents, int CostCents, byte ReturnDelay, int ReturnQuantity);
