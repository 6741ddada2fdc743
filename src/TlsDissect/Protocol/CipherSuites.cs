using System.Globalization;
using System.IO.Enumeration;

namespace TlsDissect.Protocol;

/// <summary>Finds cipher suites.</summary>
internal static class CipherSuites
{
    /// <summary>All known suites, ascending by number.</summary>
    public static IReadOnlyList<CipherSuite> All => CipherSuiteTable.Rows;

    /// <summary>The suite of a number, or <c>null</c> where none is known.</summary>
    public static CipherSuite? Find(ushort id)
    {
        CipherSuite[] rows = CipherSuiteTable.Rows;
        int low = 0, high = rows.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (rows[middle].Id == id) return rows[middle];
            if (rows[middle].Id < id) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    /// <summary>The suite's name; <c>GREASE (0x0a0a)</c> or <c>unknown (0x1234)</c> where it has none.</summary>
    public static string Name(ushort id) => Find(id)?.Name ?? RegisteredNames.Unregistered(id);

    /// <summary>
    /// The suites that a person means: by number (<c>0xC02F</c>, <c>C02F</c>, <c>0xC0,0x2F</c>, <c>49199</c>), by a part of the name
    /// (<c>aes_128_gcm</c>) or by a pattern with <c>*</c> and <c>?</c> for the whole name. Case does not matter.
    /// </summary>
    public static IEnumerable<CipherSuite> Search(string pattern)
    {
        string wanted = pattern.Trim();
        string name = wanted.AsSpan().ContainsAny('*', '?') ? wanted : $"*{wanted}*";
        return All.Where(suite => IsNumberOf(suite, wanted) || FileSystemName.MatchesSimpleExpression(name, suite.Name));
    }

    private static bool IsNumberOf(CipherSuite suite, string wanted)
    {
        string digits = wanted.Replace(",", "", StringComparison.Ordinal).Replace("0x", "", StringComparison.OrdinalIgnoreCase);
        bool onlyHex = wanted.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ((onlyHex || digits.Length == 4) && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort hex) && hex == suite.Id)
            || (!onlyHex && ushort.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number == suite.Id);
    }
}
