using CsCheck;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Protocol;

/// <summary>The cursor: what is there is read, the first failure is kept with its place, and after it everything is empty.</summary>
public class TlsReaderTests
{
    [Fact]
    public void Numbers_are_read_in_network_order()
    {
        DecodeError error = default;
        TlsReader reader = new([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ref error);
        Assert.Equal((0x01u, 0x0203u, 0x040506u, 0x0708090Au),
            (reader.ReadUInt8(), reader.ReadUInt16(), (uint)reader.ReadUInt24(), reader.ReadUInt32()));
        Assert.Equal((true, 0, 10, false), (reader.IsEmpty, reader.Remaining, reader.Offset, reader.Failed));
    }

    [Fact]
    public void The_first_failure_is_kept_with_its_place_and_empties_the_reader()
    {
        DecodeError error = default;
        TlsReader reader = new([1, 0, 5, 9, 9], ref error);
        reader.ReadUInt8();
        Assert.True(reader.ReadVector16("list").IsEmpty);
        Assert.Equal((0, true, 0), (reader.ReadUInt8("later"), reader.Failed, reader.Remaining));
        DecodeError expected = default;
        expected.Set("list", 3);
        Assert.Equal(expected.ToString(), error.ToString());
    }

    [Fact]
    public void A_nested_reader_shares_the_error_and_counts_from_the_outermost_byte()
    {
        DecodeError error = default;
        TlsReader reader = new([3, 0xA, 0xB, 0xC, 0xD], ref error);
        TlsReader nested = reader.ReadVector8();
        nested.ReadUInt16();
        Assert.Equal(3, nested.Offset);
        nested.ReadUInt16("two bytes");
        Assert.True(reader.Failed);
        Assert.Contains("two bytes", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("3", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_in_a_vector_apart_leaves_the_reader_as_it_is()
    {
        DecodeError error = default, inner = default;
        TlsReader reader = new([0, 1, 0xAA, 0xBB], ref error);
        TlsReader apart = reader.ReadVector16Apart(ref inner);
        apart.ReadUInt16();
        Assert.Equal((true, false, 0xBB), (inner.IsSet, reader.Failed, reader.ReadUInt8()));
    }

    [Fact]
    public void A_list_of_numbers_is_read_in_network_order_at_any_length()
    {
        for (int count = 0; count < 70; count++)
        {
            DecodeError error = default;
            ushort[] numbers = [.. Enumerable.Range(0, count).Select(i => (ushort)(i * 0x0301 + 0x1D))];
            byte[] bytes = [0xFF, .. numbers.SelectMany(number => new[] { (byte)(number >> 8), (byte)number })];
            TlsReader reader = new(bytes, ref error);
            reader.ReadUInt8();
            Assert.Equal(numbers, reader.ReadUInt16List<NamedGroup>().Select(group => (ushort)group));
            Assert.Equal((true, bytes.Length, false), (reader.IsEmpty, reader.Offset, error.IsSet));
        }
    }

    [Fact]
    public void Half_a_value_and_bytes_left_over_are_errors()
    {
        DecodeError error = default;
        Assert.Empty(new TlsReader([1, 2, 3], ref error).ReadUInt16List<NamedGroup>());
        Assert.True(error.IsSet);
        error = default;
        TlsReader reader = new([1], ref error);
        reader.ExpectEnd();
        Assert.True(error.IsSet);
    }

    /// <summary>Any reads of any bytes: no exception, never past the end, and a reader whose own read failed is empty.</summary>
    [Fact]
    public void Any_reads_of_any_bytes_stay_within_them() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Int[0, 9].Array[1, 20]).Sample((data, reads) =>
        {
            DecodeError error = default;
            TlsReader reader = new(data, ref error);
            foreach (int read in reads)
            {
                int before = reader.Remaining;
                bool failed = reader.Failed;
                ReadOne(ref reader, read);
                if (reader.Remaining > before || (reader.Remaining > 0 && reader.Offset + reader.Remaining != data.Length)) return false;
                // A failure inside a vector empties the vector's reader; any other failure empties this one.
                bool isInside = read is 7 or 9;
                if (reader.Failed && !failed && !isInside && reader.Remaining > 0) return false;
                if (!reader.Failed && reader.Offset + reader.Remaining != data.Length) return false;
            }

            return true;
        });

    private static void ReadOne(ref TlsReader reader, int read)
    {
        switch (read)
        {
            case 0: reader.ReadUInt8(); break;
            case 1: reader.ReadUInt16(); break;
            case 2: reader.ReadUInt24(); break;
            case 3: reader.ReadUInt32(); break;
            case 4: reader.ReadOpaque8(); break;
            case 5: reader.ReadOpaque16(); break;
            case 6: reader.ReadVector24(); break;
            case 7: reader.ReadVector8().ReadUInt16List<NamedGroup>(); break;
            case 8: reader.Read(5); break;
            default: reader.ReadVector16().ExpectEnd(); break;
        }
    }
}
