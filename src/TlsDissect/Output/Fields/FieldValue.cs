using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Fields;

/// <summary>A value of a field. Values of one kind have an order.</summary>
internal readonly record struct FieldValue : IComparable<FieldValue>
{
    private static readonly ImmutableArray<string> Severities = [.. Enum.GetValues<FindingSeverity>().Select(JsonNames.Of)];

    /// <summary>The place of a version in its order, the rank of a severity, the seconds since 1970 of a time, 0 or 1 for a flag.</summary>
    private readonly decimal _number;

    private readonly IPAddress? _address;

    private FieldValue(FieldKind kind, string text, decimal number, IPAddress? address = null) =>
        (Kind, Text, _number, _address) = (kind, text, number, address);

    /// <summary>The kind of the field.</summary>
    public FieldKind Kind { get; }

    /// <summary>The value as the JSON has it, without quotes.</summary>
    public string Text { get; }

    /// <summary>The number of a field of numbers; the seconds since 1970 of a time; otherwise of no meaning.</summary>
    public decimal Number => _number;

    /// <summary>The address; <c>null</c> for other kinds.</summary>
    public IPAddress? Address => _address;

    /// <summary>Bytes of memory that it takes, text included.</summary>
    public int Bytes => 56 + (2 * Text.Length) + (_address is null ? 0 : 48);

    /// <summary>
    /// Reads a value of a kind, as the JSON has it or as a person writes it: <c>TLSv1.2</c> and <c>1.2</c> for a version, <c>2027-01-01</c>
    /// for a time (midnight UTC). Fails if the text is not of the kind.
    /// </summary>
    public static bool TryParse(FieldKind kind, string text, out FieldValue value)
    {
        decimal number = 0;
        IPAddress? address = null;
        bool isOfKind = kind switch
        {
            FieldKind.Number => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            FieldKind.Flag => TryParseFlag(text, out number),
            FieldKind.Version => TryParseVersion(text, out number),
            FieldKind.Severity => (number = Severities.IndexOf(text, StringComparer.OrdinalIgnoreCase)) >= 0,
            FieldKind.Address => TryParseAddress(text, out address),
            FieldKind.Time => TryParseTime(text, out number),
            _ => true,
        };
        value = isOfKind ? new FieldValue(kind, text, number, address) : default;
        return isOfKind;
    }

    /// <summary>Reads a value as the JSON has it. A text that is not of its kind is kept, and less than all that are.</summary>
    public static FieldValue Of(FieldKind kind, string text) =>
        TryParse(kind, text, out FieldValue value) ? value : new FieldValue(kind, text, -1);

    /// <inheritdoc/>
    public bool Equals(FieldValue other) => Kind == other.Kind && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        FieldKind.Text => StringComparer.OrdinalIgnoreCase.GetHashCode(Text ?? ""),
        FieldKind.Address => _address?.GetHashCode() ?? 0,
        _ => _number.GetHashCode(),
    };

    /// <inheritdoc/>
    public int CompareTo(FieldValue other) => Kind switch
    {
        FieldKind.Text => StringComparer.OrdinalIgnoreCase.Compare(Text, other.Text),
        FieldKind.Address => Compare(_address, other._address),
        _ => _number.CompareTo(other._number),
    };

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>IPv4 before IPv6, then by their bytes.</summary>
    private static int Compare(IPAddress? one, IPAddress? other)
    {
        if (one is null || other is null) return (one is null ? 0 : 1) - (other is null ? 0 : 1);
        int order = one.AddressFamily.CompareTo(other.AddressFamily);
        return order != 0 ? order : one.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes());
    }

    /// <summary>Reads an address; one of IPv4 has four decimal numbers. .NET takes <c>10</c> for 0.0.0.10, and <c>010</c> for 8.</summary>
    internal static bool TryParseAddress(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) &&
            (address.GetAddressBytes().Length != 4 || text.SequenceEqual(address.ToString()));

    private static bool TryParseFlag(string text, out decimal number)
    {
        bool isFlag = bool.TryParse(text, out bool flag);
        number = flag ? 1 : 0;
        return isFlag;
    }

    /// <summary>Versions are in the order of their generations. DTLS comes after the TLS of its generation.</summary>
    private static bool TryParseVersion(string text, out decimal place)
    {
        ProtocolVersion version = ProtocolVersions.Parse(text);
        place = 2 * (int)version.Generation() + (version.IsDtls() ? 1 : 0);
        return version != ProtocolVersion.None;
    }

    /// <summary>All digits of a fraction count, of which .NET's types keep seven.</summary>
    private static bool TryParseTime(string text, out decimal seconds)
    {
        seconds = 0;
        string whole = text;
        decimal fraction = 0;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            int end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            string digits = text[dot..end];
            if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out fraction)) return false;
            whole = text[..dot] + text[end..];
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm:ssK"];
        if (!DateTimeOffset.TryParseExact(whole, forms, CultureInfo.InvariantCulture, utc, out DateTimeOffset time)) return false;
        seconds = time.ToUnixTimeSeconds() + fraction;
        return true;
    }
}
