using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>Bytes of application data of both sides, encrypted: known without a key.</summary>
internal static class BytesCell
{
    private static readonly ConnectionField Client = ConnectionFields.Get("application_data.client.ciphertext_bytes");
    private static readonly ConnectionField Server = ConnectionFields.Get("application_data.server.ciphertext_bytes");

    /// <summary>The fields that it is made of.</summary>
    public static ImmutableArray<ConnectionField> Fields => [Client, Server];

    /// <summary>Returns the sum of a row in digits.</summary>
    public static IEnumerable<string> Of(FieldRow row) => [Sum(row).ToString(CultureInfo.InvariantCulture)];

    /// <summary>Returns the sum of a row.</summary>
    public static long Sum(FieldRow row) => (long)((row.First(Client)?.Number ?? 0) + (row.First(Server)?.Number ?? 0));
}
