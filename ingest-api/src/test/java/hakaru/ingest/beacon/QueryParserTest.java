package hakaru.ingest.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name=open | open | 0",
                "name=open&value=7 | open | 7",
                "value=7&name=open | open | 7",
                "name=open&value=4294967295 | open | 4294967295",
                "name=open&value=0007 | open | 7",
                "name=open&value=%37 | open | 7",
                "&&name=open&& | open | 0",
                "name=a+b%20c | a b c | 0",
                "name=%20+open+%20 | open | 0",
                "name=%E5%BA%83%e5%91%8a | 広告 | 0",
                "name=a=b | a=b | 0",
                "name=%26%3D%25%2B | &=%+ | 0",
                "n%61me=open&v%61lue=3 | open | 3",
                "name=first&name=second&value=1&value=2 | first | 1",
                "name=first&name=%zz&value=1&value=x | first | 1",
                "NAME=x&names=y&nam=z&name=open | open | 0",
                "x=%zz&%=%ff&name=open&y=%E5 | open | 0",
                "name=a;value=5 | a;value=5 | 0",
                "name=open&amp;value=2 | open | 2",
                "value=2&amp;name=open | open | 2",
                "name=open&amp;v%61lue=2 | open | 2",
                "name=open&amp;value=2&value=3 | open | 2",
                "name=open&amp;amp;value=2 | open | 0",
                "amp;name=x&name=open | open | 0",
            })
    void shouldReadABeacon(String query, String ad, long value) {
        assertThat(QueryParser.parse(query)).isEqualTo(new Beacon(ad, value, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | NAME_MISSING",
                "value=1 | NAME_MISSING",
                "names=open | NAME_MISSING",
                "name | NAME_BLANK",
                "name= | NAME_BLANK",
                "name=&name=open | NAME_BLANK",
                "name=+%20%E3%80%80 | NAME_BLANK",
                "name=a%00b | NAME_CONTROL_CHARACTER",
                "name=a%0Ab | NAME_CONTROL_CHARACTER",
                "name=a%C2%85b | NAME_CONTROL_CHARACTER",
                "name=% | NAME_BROKEN_ESCAPE",
                "name=a%4 | NAME_BROKEN_ESCAPE",
                "name=%zz | NAME_BROKEN_ESCAPE",
                "name=%4g | NAME_BROKEN_ESCAPE",
                "name=%-1 | NAME_BROKEN_ESCAPE",
                "name=%FF | NAME_BROKEN_UTF8",
                "name=%E5%BA | NAME_BROKEN_UTF8",
                "name=%C0%AF | NAME_BROKEN_UTF8",
                "name=%ED%A0%80 | NAME_BROKEN_UTF8",
                "name=open&value= | VALUE_NOT_A_NUMBER",
                "name=open&value | VALUE_NOT_A_NUMBER",
                "name=open&value=-1 | VALUE_NOT_A_NUMBER",
                "name=open&value=%2B1 | VALUE_NOT_A_NUMBER",
                "name=open&value=+1 | VALUE_NOT_A_NUMBER",
                "name=open&value=1.5 | VALUE_NOT_A_NUMBER",
                "name=open&value=1e3 | VALUE_NOT_A_NUMBER",
                "name=open&value=0x10 | VALUE_NOT_A_NUMBER",
                "name=open&value=NaN | VALUE_NOT_A_NUMBER",
                "name=open&value=%D9%A1 | VALUE_NOT_A_NUMBER",
                "name=open&value=4294967296 | VALUE_OUT_OF_RANGE",
                "name=open&value=99999999999999999999999999 | VALUE_OUT_OF_RANGE",
                "name=open&value=18446744073709551617 | VALUE_OUT_OF_RANGE",
                "name=open&value=%4 | VALUE_BROKEN_ESCAPE",
                "name=open&value=%FF | VALUE_BROKEN_UTF8",
                "name=open&id= | ID_INVALID",
                "name=open&id | ID_INVALID",
                "name=open&id=a+b | ID_INVALID",
                "name=open&id=a%2Fb | ID_INVALID",
                "name=open&id=%zz | ID_INVALID",
                "name=open&id=%FF | ID_INVALID",
                "name=open&value=1&id=!&id=a | ID_INVALID",
                "name=open&id=0123456789012345678901234567890123456789012345678901234567890123x | ID_INVALID",
            })
    void shouldSayWhichRuleABeaconBreaks(String query, Rejection reason) {
        assertThat(QueryParser.parse(query)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | name=open&value=7 | open | 7",
                "value=7 | name=open&value=8 | open | 7",
                "name=open | name=other&value=8 | open | 0",
                "name=open&value=1 | `` | open | 1",
            })
    void shouldReadABodyWhereTheQueryHasNoName(String query, String form, String ad, long value) {
        assertThat(QueryParser.parse(query, form)).isEqualTo(new Beacon(ad, value, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "name=open&id=018f3e9c-7d11-7c2e, 018f3e9c-7d11-7c2e",
        "id=A.b_c~d&name=open&value=3, A.b_c~d",
        "name=open&value=3&amp;id=x, x",
        "name=open&id=%61&id=b, a",
        "name=open&i%64=x, x",
    })
    void shouldReadAnId(String query, String id) {
        assertThat(QueryParser.parse(query))
                .isInstanceOfSatisfying(
                        Beacon.class, valid -> assertThat(valid.id()).contains(id));
    }

    @Test
    void shouldCountCharactersAndNotBytes() {
        String longest = "%F0%9F%8E%89".repeat(255);

        assertThat(QueryParser.parse("name=" + longest)).isEqualTo(new Beacon("🎉".repeat(255), 0, Optional.empty()));
        assertThat(QueryParser.parse("name=a" + longest)).isEqualTo(Rejection.NAME_TOO_LONG);
    }

    /** Netty hands over the bytes of the request line one by one. */
    @Test
    void shouldReadTextThatIsNotEscaped() {
        assertThat(QueryParser.parse("name=\u00e5\u00ba\u0083")).isEqualTo(new Beacon("広", 0, Optional.empty()));
        assertThat(QueryParser.parse("name=\u00e5\u00ba")).isEqualTo(Rejection.NAME_BROKEN_UTF8);
        assertThat(QueryParser.parse("name=\u5e83")).isEqualTo(Rejection.NAME_BROKEN_UTF8);
    }
}
