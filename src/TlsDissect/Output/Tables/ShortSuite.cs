using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>The cipher suite, as short as engineers say it: <c>AES_128_GCM_SHA256</c>, <c>ECDHE_RSA AES_128_GCM</c>.</summary>
internal static class ShortSuite
{
    private static readonly ConnectionField Id = ConnectionFields.Get("cipher_suite.id");
    private static readonly ConnectionField Name = ConnectionFields.Get("cipher_suite.name");
    private static readonly ConnectionField Mac = ConnectionFields.Get("cipher_suite.mac");
    private static readonly string[] Prefixes = ["TLS_", "SSL_CK_", "SSL_"];

    /// <summary>The fields that it is made of. The name is the first, by which rows are sorted.</summary>
    public static ImmutableArray<ConnectionField> Fields => [Name, Id, Mac];

    /// <summary>Returns the suite of a row; none if it was not seen.</summary>
    public static IEnumerable<string> Of(FieldRow row)
    {
        if (row.First(Name) is FieldValue name) yield return Shorten(name.Text, row.First(Mac)?.Text == "AEAD");
        else if (row.First(Id) is FieldValue id) yield return string.Create(CultureInfo.InvariantCulture, $"0x{(int)id.Number:X4}");
    }

    /// <summary>Shortens the registered name of a suite.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isAead">Whether it has no MAC: then the hash at its end is that of the PRF.</param>
    public static string Shorten(string name, bool isAead)
    {
        string prefix = Array.Find(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) ?? "";
        string[] parts = name[prefix.Length..].Split("_WITH_");
        // Those of TLS 1.3 have one part, and are called by all of it.
        if (parts is not [string exchange, string cipher]) return name[prefix.Length..];
        int hash = cipher.LastIndexOf("_SHA", StringComparison.Ordinal);
        return isAead && hash > 0 ? $"{exchange} {cipher[..hash]}" : $"{exchange} {cipher}";
    }
}
