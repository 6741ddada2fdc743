using TlsDissect.Output.Fields;

namespace TlsDissect.Tests.Output.Fields;

public class FieldValueTests
{
    [Theory]
    [InlineData(nameof(FieldKind.Text), "a", "B")]
    [InlineData(nameof(FieldKind.Number), "-1", "0")]
    [InlineData(nameof(FieldKind.Number), "9", "10")]
    [InlineData(nameof(FieldKind.Number), "0.000000001", "1e-3")]
    [InlineData(nameof(FieldKind.Number), "18446744073709551615", "18446744073709551616")]
    [InlineData(nameof(FieldKind.Flag), "false", "true")]
    [InlineData(nameof(FieldKind.Version), "SSL 2.0", "SSL 3.0")]
    [InlineData(nameof(FieldKind.Version), "SSLv3", "TLS 1.0")]
    [InlineData(nameof(FieldKind.Version), "TLS 1.2", "TLS 1.3 (draft 18)")]
    [InlineData(nameof(FieldKind.Version), "TLS 1.1", "DTLS 1.0")]
    [InlineData(nameof(FieldKind.Version), "DTLS 1.0", "TLS 1.2")]
    [InlineData(nameof(FieldKind.Version), "TLS 1.2", "DTLS 1.2")]
    [InlineData(nameof(FieldKind.Version), "DTLS 1.2", "TLS 1.3")]
    [InlineData(nameof(FieldKind.Version), "DTLS 1.2", "DTLS 1.3")]
    [InlineData(nameof(FieldKind.Severity), "info", "low")]
    [InlineData(nameof(FieldKind.Severity), "low", "medium")]
    [InlineData(nameof(FieldKind.Severity), "medium", "high")]
    [InlineData(nameof(FieldKind.Severity), "high", "critical")]
    [InlineData(nameof(FieldKind.Address), "9.0.0.1", "10.0.0.1")]
    [InlineData(nameof(FieldKind.Address), "255.0.0.1", "::1")]
    [InlineData(nameof(FieldKind.Address), "2001:db8::9", "2001:db8::10")]
    [InlineData(nameof(FieldKind.Time), "2026-12-31T23:59:59.999999999Z", "2027-01-01")]
    [InlineData(nameof(FieldKind.Time), "2026-01-05T10:00:00.123456788Z", "2026-01-05T10:00:00.123456789Z")]
    [InlineData(nameof(FieldKind.Time), "2026-01-05 10:00+02:00", "2026-01-05T09:00Z")]
    public void Values_compare_as_their_kind(string kind, string less, string more)
    {
        FieldValue a = Parse(kind, less), b = Parse(kind, more);
        Assert.True(a.CompareTo(b) < 0);
        Assert.True(b.CompareTo(a) > 0);
        Assert.NotEqual(a, b);
    }

    [Theory]
    [InlineData(nameof(FieldKind.Text), "Example.COM", "example.com")]
    [InlineData(nameof(FieldKind.Number), "1.50", "1.5")]
    [InlineData(nameof(FieldKind.Flag), "TRUE", "true")]
    [InlineData(nameof(FieldKind.Version), "TLSv1.2", "TLS 1.2")]
    [InlineData(nameof(FieldKind.Version), "1.2", "tls1.2")]
    [InlineData(nameof(FieldKind.Version), "TLS 1.3 (draft 28)", "TLS 1.3")]
    [InlineData(nameof(FieldKind.Version), "0x0301", "tls 1")]
    [InlineData(nameof(FieldKind.Version), "dtls 1.2", "DTLSv1.2")]
    [InlineData(nameof(FieldKind.Version), "DTLS 1.0 (draft)", "DTLSv1")]
    [InlineData(nameof(FieldKind.Severity), "HIGH", "high")]
    [InlineData(nameof(FieldKind.Address), "2001:db8:0:0::1", "2001:db8::1")]
    [InlineData(nameof(FieldKind.Time), "2027-01-01", "2026-12-31T23:00:00-01:00")]
    public void Values_are_equal_however_they_are_written(string kind, string one, string other)
    {
        FieldValue a = Parse(kind, one), b = Parse(kind, other);
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.Equal(0, a.CompareTo(b));
    }

    [Theory]
    [InlineData(nameof(FieldKind.Number), "ten")]
    [InlineData(nameof(FieldKind.Number), "")]
    [InlineData(nameof(FieldKind.Flag), "yes")]
    [InlineData(nameof(FieldKind.Version), "TLS 1.4")]
    [InlineData(nameof(FieldKind.Version), "0x")]
    [InlineData(nameof(FieldKind.Severity), "urgent")]
    [InlineData(nameof(FieldKind.Address), "example.com")]
    [InlineData(nameof(FieldKind.Address), "10")]
    [InlineData(nameof(FieldKind.Address), "192.168")]
    [InlineData(nameof(FieldKind.Address), "010.0.0.1")]
    [InlineData(nameof(FieldKind.Address), "0x7f.0.0.1")]
    [InlineData(nameof(FieldKind.Time), "tomorrow")]
    [InlineData(nameof(FieldKind.Time), "2026-13-01")]
    [InlineData(nameof(FieldKind.Time), "2026-01-05T10:00:00.")]
    public void Text_of_another_kind_is_refused(string kind, string text)
    {
        Assert.False(FieldValue.TryParse(Enum.Parse<FieldKind>(kind), text, out _));
        // From the JSON it is kept, and below all values of the kind.
        Assert.Equal(text, FieldValue.Of(Enum.Parse<FieldKind>(kind), text).Text);
    }

    private static FieldValue Parse(string kind, string text)
    {
        Assert.True(FieldValue.TryParse(Enum.Parse<FieldKind>(kind), text, out FieldValue value));
        return value;
    }
}
